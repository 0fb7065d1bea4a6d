import fs from 'node:fs';
import os from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { closeListeners, startListener } from '../support/listeners.ts';
import { closedPort } from '../support/ports.ts';
import { makeFolder, runAsIs } from './run.ts';

const folder = makeFolder();
afterAll(async () => {
  await closeListeners();
  fs.rmSync(folder, { recursive: true });
});

const go = (line: string) => runAsIs(line.split(' '), { cwd: folder });

/** Loopback has every address of its block on Linux alone. */
const OTHER = process.platform === 'linux' ? '127.9.9.9' : '127.0.0.1';

async function site(): Promise<string> {
  const port = await closedPort();
  const ports = `{ smb: ${port}, rpcEndpointMapper: ${port} }`;
  fs.writeFileSync(`${folder}/site.yaml`, `product: cm2007\nports: ${ports}\n`);
  return '--site site.yaml --method client-push --timeout 300ms --retries 0 --quiet';
}

interface Saved {
  readonly clients: readonly {
    readonly requirements: readonly {
      readonly id: string;
      readonly endpoints: readonly { readonly source?: string }[];
    }[];
  }[];
}

function sourcesIn(file: string): readonly (string | undefined)[] {
  const { clients }: Saved = JSON.parse(fs.readFileSync(`${folder}/${file}`, 'utf8'));
  const endpoints = clients.flatMap(({ requirements }) =>
    requirements.flatMap((each) => each.endpoints),
  );
  return endpoints.map(({ source }) => source);
}

describe('the address that probes are sent from', () => {
  test('is told by each endpoint, and asked for by the rules of a firewall', async () => {
    const said = `check --client 127.0.0.1 ${await site()}`;
    const ended = await go(`${said} -o json=a.json -o firewall=a.txt -o firewall-csv=a.csv`);
    expect(ended.code).toBe(1);
    const sources = sourcesIn('a.json');
    expect(sources.length).toBeGreaterThan(3);
    expect(new Set(sources.filter((source) => source !== undefined))).toEqual(
      new Set(['127.0.0.1']),
    );
    expect(fs.readFileSync(`${folder}/a.txt`, 'utf8')).toContain('From: 127.0.0.1');
    expect(fs.readFileSync(`${folder}/a.csv`, 'utf8')).toContain('"site-server","","127.0.0.1"');
  });

  test('is the one that --source-address names, on the wire and in the command for another look', async () => {
    const seen: (string | undefined)[] = [];
    const { port } = await startListener((socket) => {
      seen.push(socket.remoteAddress);
      socket.destroy();
    });
    fs.writeFileSync(
      `${folder}/heard.yaml`,
      `product: cm2007\nports: { smb: ${port}, rpcEndpointMapper: ${port} }\n`,
    );
    const said = 'check --client 127.0.0.1 --site heard.yaml --method client-push --retries 0';
    const words = `${said} --quiet --timeout 500ms --source-address ${OTHER} -o table -o json=b.json`;
    const ended = await go(words);
    expect(new Set(seen)).toEqual(new Set([OTHER]));
    expect(
      sourcesIn('b.json').filter((source) => source !== undefined && source !== OTHER),
    ).toEqual([]);
    expect(ended.stdout).toContain(`--source-address ${OTHER} -o table -o ndjson=again.ndjson`);
  });

  test.each([
    ['192.0.2.77', '"192.0.2.77" is no address that this machine can send from; it has '],
    ['cm01', '"cm01" is no address that this machine can send from'],
    ['127.0.0.1 --source-address 127.0.0.1,127.0.0.1 --icmp native', 'leave out --icmp native'],
  ])('%s is refused before anything is sent', async (said, told) => {
    const ended = await go(`check --client 127.0.0.1 ${await site()} --source-address ${said}`);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(told);
  });

  test('two of one family are refused', async () => {
    const [own = '127.0.0.1'] = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    const other = own === '127.0.0.1' ? OTHER : own;
    if (other === '127.0.0.1') return;
    const said = `check --client 127.0.0.1 ${await site()} --source-address 127.0.0.1 ${other}`;
    const ended = await go(said);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`"127.0.0.1" and "${other}" are of one family`);
  });
});
