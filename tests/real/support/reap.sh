#!/bin/sh
# Removes one lab network, whoever made it: its processes, its namespaces, its files.
# Waits first for the end of standard input, which comes when its maker closes it or dies.
# usage: reap.sh NETWORK FOLDER
network=$1
folder=$2

cat >/dev/null
for namespace in $(ip netns list | cut -d' ' -f1 | grep "^$network-"); do
  # Again, for children that were being born meanwhile.
  for attempt in 1 2 3 4 5; do
    pids=$(ip netns pids "$namespace")
    [ -z "$pids" ] && break
    kill -KILL $pids
    sleep 0.02
  done
  ip netns delete "$namespace"
  rm -rf "/etc/netns/$namespace"
done
rm -rf "$folder"
exit 0
