const WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'interrupted',
  EACCES: 'this machine forbids it',
  EAI_AGAIN: 'the name server did not answer, or failed',
  EAFNOSUPPORT: 'this machine does not have that address family: IPv6 is switched off here',
  EADDRNOTAVAIL: 'this machine has no local port left',
  EISDIR: 'it is a folder',
  EMFILE: 'this machine allows no more open files',
  ENFILE: 'this machine allows no more open files',
  ENETDOWN: 'the network of this machine is down',
  ENETUNREACH: 'this machine has no network of that address family',
  ENOBUFS: 'this machine has no buffer left',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is no folder',
  ENOTSUP: 'not known on this system',
  EPERM: 'this machine forbids it',
  EROFS: 'the disk is read-only',
  ETIMEDOUT: 'it took too long',
  PING_FAILED: 'the ping program failed',
  ECHO_LATE: 'this machine was too busy to send an echo request in time',
  PING_MISSING: 'there is no ping program on this machine',
  NETSH_FAILED: 'netsh failed',
  NETSH_MISSING: 'there is no netsh on this machine',
  NETSH_OUTPUT: 'netsh did not answer in English or Japanese',
  REG_FAILED: 'reg failed',
  REG_MISSING: 'there is no reg on this machine',
  SC_MISSING: 'there is no sc on this machine',
  SC_OUTPUT: 'sc printed something unknown',
  PING_OUTPUT: 'the ping program printed what no ping prints',
};

/** An error code with its meaning, where it has one for people. */
export function tellErrorCode(code: string): string {
  const words = WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}
