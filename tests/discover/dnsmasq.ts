import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Resolver } from 'node:dns/promises';
import { closedPort } from '../support/ports.ts';

const PROGRAM = '/usr/sbin/dnsmasq';
const MAX_TRIES = 100;
const PAUSE_MS = 50;

export function whyNoDnsmasq(): string | null {
  const isHere = process.platform === 'linux' && fs.existsSync(PROGRAM);
  return isHere ? null : `there is no ${PROGRAM} (Debian's package dnsmasq-base)`;
}

/** A name server on loopback, at a port that needs no rights. */
export interface NameServer {
  /** `127.0.0.1:PORT`. */
  readonly place: string;
  close(): Promise<void>;
}

/** @param lines of its configuration: `srv-host=…`, `host-record=…` */
export async function startDnsmasq(lines: readonly string[]): Promise<NameServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ccm-preflight-dns-'));
  const port = await closedPort();
  const configuration = path.join(folder, 'dnsmasq.conf');
  fs.writeFileSync(configuration, ['host-record=ready.test,127.0.0.1', ...lines, ''].join('\n'));
  const child = spawn(
    PROGRAM,
    [
      '--keep-in-foreground',
      `--conf-file=${configuration}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      `--port=${port}`,
      `--user=${os.userInfo().username}`,
      '--listen-address=127.0.0.1',
      '--bind-interfaces',
      '--no-resolv',
      '--no-hosts',
      '--local=/#/',
    ],
    { stdio: 'ignore' },
  );
  await answers(port, child);
  return {
    place: `127.0.0.1:${port}`,
    close: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
      fs.rmSync(folder, { recursive: true });
    },
  };
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  for (let tries = 0; tries < MAX_TRIES && child.exitCode === null; tries += 1) {
    const found = await resolver.resolve4('ready.test').catch(() => null);
    if (found !== null) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error('dnsmasq does not answer');
}
