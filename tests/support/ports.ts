import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { afterAll } from '@jest/globals';
import { codeOf } from '../../src/base/error-code.ts';

/**
 * Below the ports that systems hand out themselves (32768 and up on Linux, 49152 elsewhere) and above
 * those of the lab: nobody gets one of these who did not ask for it by its number.
 */
const FIRST_PORT = 32_000;
const LAST_PORT = 32_767;

/**
 * While a test has a port, the port is held at this address, which no test listens on or probes: no
 * other test gets it, nor does a program that listens on all addresses.
 */
const KEEPER_ADDRESS = '127.255.255.254';

/** Windows reserves ranges of ports for itself, and says so by EACCES. */
const TAKEN: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES']);
/** Not all machines have IPv6, and only Linux and Windows have all of 127.0.0.0/8. */
const NO_SUCH_ADDRESS: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

const MAX_TRIES = 200;

type Release = () => void;

const held: Release[] = [];

afterAll(() => {
  for (const release of held.splice(0)) release();
});

/**
 * A TCP and UDP port that is closed on every address of loopback, until the test file listens there
 * itself, and again after that. No other process gets it before the file's last test has ended.
 */
export async function closedPort(): Promise<number> {
  const [port] = await closedPorts(1);
  return port;
}

/**
 * The same for several ports in a row.
 * @throws where the machine has none left
 */
export async function closedPorts(count: number): Promise<readonly [number, ...number[]]> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const first = randomInt(FIRST_PORT, LAST_PORT + 2 - count);
    const rest = Array.from({ length: count - 1 }, (_none, index) => first + 1 + index);
    if (await holdAll([first, ...rest])) return [first, ...rest];
  }
  throw new Error(`no ${count} ports in a row are free from ${FIRST_PORT} to ${LAST_PORT}`);
}

/** @returns `false` where one of them is taken; then none is held */
async function holdAll(ports: readonly number[]): Promise<boolean> {
  const releases: Release[] = [];
  for (const port of ports) {
    const release = await hold(port);
    if (release === null) {
      for (const each of releases) each();
      return false;
    }
    releases.push(release);
  }
  held.push(...releases);
  return true;
}

/** @returns null where the port is taken */
async function hold(port: number): Promise<Release | null> {
  const releases: Release[] = [];
  const release = (): void => {
    for (const each of releases.splice(0)) each();
  };
  for (const [address, isKept] of [
    [KEEPER_ADDRESS, true],
    ['127.0.0.1', false],
    ['::1', false],
  ] as const) {
    for (const open of [listenTcp, bindUdp]) {
      try {
        const close = await open(port, address);
        if (isKept) releases.push(close);
        else close();
      } catch (thrown) {
        if (NO_SUCH_ADDRESS.has(codeOf(thrown))) continue;
        release();
        if (TAKEN.has(codeOf(thrown))) return null;
        throw thrown;
      }
    }
  }
  return release;
}

async function listenTcp(port: number, address: string): Promise<Release> {
  const server = net.createServer((socket) => socket.destroy()).unref();
  server.listen(port, address);
  await once(server, 'listening');
  return () => void server.close();
}

async function bindUdp(port: number, address: string): Promise<Release> {
  const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4').unref();
  socket.bind(port, address);
  await once(socket, 'listening');
  return () => void socket.close();
}
