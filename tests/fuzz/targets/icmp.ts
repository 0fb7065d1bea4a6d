import { NetworkFailure } from '../../../src/probe/failure.ts';
import { commandsFor, platformFamilyOf } from '../../../src/probe/icmp/ping-command.ts';
import { PingOutput } from '../../../src/probe/icmp/ping-output.ts';
import type { FuzzTarget } from '../target.ts';

const ADDRESS = '10.0.0.7';
/** What a program printed is cut at a byte that no ping prints: pieces, as pipes cut them. */
const CUT = '\u0000';

const WINDOWS_SUMMARY =
  '\r\nPing statistics for 10.0.0.7:\r\n    Packets: Sent = 4, Received = 0, Lost = 4 (100% loss),\r\n';

const TEXTS: Readonly<Record<'linux' | 'darwin' | 'win32', readonly string[]>> = {
  linux: [
    'PING 10.0.0.7 (10.0.0.7) 56(84) bytes of data.\n64 bytes from 10.0.0.7: icmp_seq=3 ttl=64 time=1.25 ms\n',
    'PING 10.0.0.7 (10.0.0.7): 56 data bytes\n64 bytes from 10.0.0.7: seq=0 ttl=64 time=0.080 ms\n',
    'PING ::1(::1) 56 data bytes\n64 bytes from ::1: icmp_seq=1 ttl=64 time=0.021 ms\n',
    'PING 10.0.0.7 (10.0.0.7) 56(84) bytes of data.\nFrom 10.0.0.1 icmp_seq=1 Destination Host Unreachable\n\n--- 10.0.0.7 ping statistics ---\n4 packets transmitted, 0 received, +4 errors, 100% packet loss, time 3050ms\n',
    'PING 10.0.0.7 (10.0.0.7) 56(84) bytes of data.\nFrom 10.0.0.1: icmp_seq=1 Packet filtered\nping: sendmsg: Operation not permitted\n',
    'ping: connect: Network is unreachable\n',
    'ping: socket: Operation not permitted\n',
  ],
  darwin: [
    'PING 10.0.0.7 (10.0.0.7): 56 data bytes\n64 bytes from 10.0.0.7: icmp_seq=0 ttl=64 time=0.044 ms\n',
    'PING 10.0.0.7 (10.0.0.7): 56 data bytes\nRequest timeout for icmp_seq 0\n64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=3 ms\n',
    'PING6(56=40+8+8 bytes) ::1 --> ::1\n16 bytes from ::1, icmp_seq=0 hlim=64 time=0.112 ms\n',
    'PING 10.0.0.7 (10.0.0.7): 56 data bytes\n92 bytes from 10.0.0.1: Destination Host Unreachable\nVr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst\n 4  5  00 5400 d7f1   0 0000  3f  01 8f1b 10.0.0.2  10.0.0.7\n',
    'PING 10.0.0.7 (10.0.0.7): 56 data bytes\n\n--- 10.0.0.7 ping statistics ---\n4 packets transmitted, 0 packets received, 100.0% packet loss\n',
  ],
  win32: [
    '\r\nPinging 10.0.0.7 with 32 bytes of data:\r\nReply from 10.0.0.7: bytes=32 time=12ms TTL=127\r\n',
    `\r\nPinging 10.0.0.7 with 32 bytes of data:\r\nRequest timed out.\r\nReply from 10.0.0.1: Destination host unreachable.\r\n${WINDOWS_SUMMARY}`,
    '\r\nPing wird ausgef\u0081hrt f\u0081r 10.0.0.7 mit 32 Bytes Daten:\r\nAntwort von 10.0.0.7: Bytes=32 Zeit=2ms TTL=128\r\n',
    '\r\nPing wird ausgef\u0081hrt f\u0081r 10.0.0.7 mit 32 Bytes Daten:\r\nZeit\u0081berschreitung der Anforderung.\r\nAntwort von 10.0.0.1: Zielhost nicht erreichbar.\r\n',
    '\r\n10.0.0.7 に ping を送信しています 32 バイトのデータ:\r\n10.0.0.7 からの応答: バイト数 =32 時間 <1ms TTL=64\r\n10.0.0.1 からの応答: 宛先ホストに到達できません。\r\n',
    "\r\nEnvoi d'une requête 'Ping'  10.0.0.7 avec 32 octets de données :\r\nRéponse de 10.0.0.7 : octets=32 temps=1 ms TTL=128\r\n",
    '\r\nHaciendo ping a 10.0.0.7 con 32 bytes de datos:\r\nRespuesta desde 10.0.0.7: bytes=32 tiempo<1m TTL=128\r\n',
    '\r\n正在 Ping 10.0.0.7 具有 32 字节的数据:\r\n来自 10.0.0.7 的回复: 字节=32 时间=1ms TTL=128\r\n请求超时。\r\n',
    '\r\nОбмен пакетами с 10.0.0.7 по с 32 байтами данных:\r\nОтвет от 10.0.0.7: число байт=32 время=1мс TTL=128\r\n',
    'PING: transmit failed. General failure.\r\n',
    '\r\nPinging ::1 with 32 bytes of data:\r\nReply from ::1: time<1ms\r\n',
  ],
};

function read(platform: NodeJS.Platform, bytes: Buffer): unknown {
  const [command] = commandsFor(ADDRESS, platform, 3000);
  if (command === undefined) throw new Error('no command');
  const output = new PingOutput(command.createParser(), platformFamilyOf(platform), ADDRESS);
  const pieces = bytes.toString('utf8').split(CUT);
  for (const [index, piece] of pieces.entries()) {
    output.feed(piece, index % 3 === 2 ? 'errors' : 'output');
  }
  output.finish();
  const { reply, worst, lastLine, hasBegun, isSummarised } = output;
  if (reply !== null && !(reply.rttMs >= 0)) throw new Error(`time ${reply.rttMs}`);
  return { reply, worst, lastLine, hasBegun, isSummarised };
}

export const ICMP_TARGETS: readonly FuzzTarget[] = (['linux', 'darwin', 'win32'] as const).map(
  (platform) => ({
    name: `ping-${platform}`,
    seeds: TEXTS[platform].map((text) => Buffer.from(text, 'utf8')),
    decode: (bytes) => read(platform, bytes),
    isDocumented: (thrown) => thrown instanceof NetworkFailure,
  }),
);
