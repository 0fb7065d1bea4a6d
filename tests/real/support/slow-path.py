"""Delays every packet that is routed into a TUN device, then gives it back to the kernel.

usage: slow-path.py DEVICE MILLISECONDS
"""
import fcntl
import heapq
import os
import select
import stat
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000

TUN = "/dev/net/tun"
if not os.path.exists(TUN):
    os.makedirs(os.path.dirname(TUN), exist_ok=True)
    os.mknod(TUN, stat.S_IFCHR | 0o600, os.makedev(10, 200))

device, delay = sys.argv[1], int(sys.argv[2]) / 1000
tun = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))

waiting = []
count = 0
while True:
    pause = None if not waiting else max(0, waiting[0][0] - time.monotonic())
    ready, _, _ = select.select([tun], [], [], pause)
    if ready:
        packet = os.read(tun, 65536)
        count += 1
        heapq.heappush(waiting, (time.monotonic() + delay, count, packet))
    while waiting and waiting[0][0] <= time.monotonic():
        os.write(tun, heapq.heappop(waiting)[2])
