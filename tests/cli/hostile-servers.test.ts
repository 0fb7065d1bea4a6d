import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeAuthority } from '../../src/lab/certificates.ts';
import { startEndpointMapper } from '../../src/lab/simulator/endpoint-mapper.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { startSmbServer } from '../../src/lab/simulator/smb-server.ts';
import { startWebRole } from '../../src/lab/simulator/web-role.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { makeFolder, run } from './run.ts';
import { closedPort } from '../support/ports.ts';
import { printedBy } from '../support/printed.ts';

/** Clears the screen, rings the bell, turns the text round, ends a table, an HTML page and a formula. */
const EVIL = '\u001b[2J\u001b]0;x\u0007\u009b31m\u202eevil\u2066\u200b\r\n\t\u0000\u2028<b>|"=1+1';
/** The same as far as a header of HTTP/1.1 takes it: bytes of Latin-1, no line ends. */
const HEADER = EVIL.replaceAll(/[\r\n\u0000]|[^\u0000-\u00ff]/g, '');

const folder = makeFolder();
const simulators: Simulator[] = [];

async function open(starting: Promise<Simulator>): Promise<Simulator> {
  const started = await starting;
  simulators.push(started);
  return started;
}

afterEach(async () => {
  await closeListeners();
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

/** Everything that is a value in a report, keys too. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
  }
  return [];
}

const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

interface Said {
  /** Texts of a report, and lines of output, that could steer a terminal. */
  readonly unsafe: readonly string[];
  /** Texts that hold what is left of the server's: it was read, and not thrown away as a whole. */
  readonly evil: readonly string[];
}

/** Runs a check in every format and looks at every character that came out. */
async function check(words: string): Promise<Said> {
  const ended = await run(`check ${words} -o table -o json=r.json -o ndjson=r.ndjson`, {
    cwd: folder,
  });
  printedBy(ended);
  const json = fs.readFileSync(path.join(folder, 'r.json'), 'utf8');
  const ndjson = fs.readFileSync(path.join(folder, 'r.ndjson'), 'utf8');
  const values = [json, ...ndjson.trimEnd().split('\n')].flatMap((text) =>
    textsIn(JSON.parse(text)),
  );
  const printed = [ended.stdout, ended.stderr, json, ndjson].flatMap((text) => text.split('\n'));
  return {
    unsafe: [...values, ...printed].filter((text) => UNSAFE.test(text)),
    evil: values.filter((text) => text.includes('evil')),
  };
}

const NOTHING: readonly string[] = [];
const MANUAL = '--method manual --run-from local';

describe('nothing that a server says can steer a terminal or spoil a report', () => {
  test('names of an SMB server', async () => {
    const { port } = await open(
      startSmbServer({
        address: '127.0.0.1',
        port: 0,
        identity: {
          netbiosComputerName: EVIL.slice(0, 15),
          netbiosDomainName: EVIL,
          dnsComputerName: EVIL,
          dnsDomainName: EVIL,
        },
      }),
    );
    const push = `--client localhost --method client-push --rpc-port ${await closedPort()}`;
    const manual = String.raw`--run-from \\localhost\ccm --method manual`;
    for (const words of [push, manual]) {
      const { unsafe, evil } = await check(`${words} --smb-port ${port}`);
      expect(unsafe).toEqual(NOTHING);
      expect(evil).not.toEqual(NOTHING);
    }
  });

  test('annotations and addresses of an endpoint mapper', async () => {
    const { port } = await open(
      startEndpointMapper({
        address: '127.0.0.1',
        port: 0,
        networkAddresses: [EVIL, 'evil\u001b[31m'],
        computerName: HEADER,
        entries: [
          {
            interface: '367abb81-9844-35f1-ad32-98f038001003',
            version: '2.0',
            annotation: 'evil\u001b[31m',
            port: 1,
          },
          {
            interface: '1ff70682-0a51-30e8-076d-740be8cee98b',
            version: '1.0',
            annotation: '\u009bevil',
            pipe: '\\pipe\\evil\u001b[2J',
          },
        ],
      }),
    );
    const words = `--client 127.0.0.1 --method client-push --rpc-port ${port}`;
    const { unsafe, evil } = await check(`${words} --smb-port ${await closedPort()}`);
    expect(unsafe).toEqual(NOTHING);
    expect(evil).not.toEqual(NOTHING);
  });

  test.each([
    ['200', 'Location: /'],
    ['302', `Location: http://evil\u001b[31m.example/${HEADER}`],
    ['407', `Proxy-Authenticate: ${HEADER}`],
    ['500', 'Location: /'],
  ])('status line and headers of a web server, %s', async (status, header) => {
    const { port } = await startListener((socket) => {
      socket.resume();
      socket.end(
        Buffer.from(
          `HTTP/1.1 ${status} ${HEADER}\r\nServer: ${HEADER}\r\n${header}\r\nContent-Length: 0\r\n\r\n`,
          'latin1',
        ),
      );
    });
    const { unsafe } = await check(`--mp 127.0.0.1:${port} ${MANUAL}`);
    expect(unsafe).toEqual(NOTHING);
  });

  test('a web server that speaks something else', async () => {
    const { port } = await startListener((socket) => {
      socket.resume();
      socket.end(`${EVIL}\r\n\r\n${EVIL}`);
    });
    const { unsafe } = await check(`--mp 127.0.0.1:${port} ${MANUAL}`);
    expect(unsafe).toEqual(NOTHING);
  });

  test('subject, names and issuer of a certificate', async () => {
    const authority = await makeAuthority(`evil CA ${EVIL}`);
    const { port } = await open(
      startWebRole({
        address: '127.0.0.1',
        port: 0,
        role: 'management-point',
        tls: { authority, names: ['evil\u001b[31m.example'], addresses: ['127.0.0.1'] },
      }),
    );
    const { unsafe, evil } = await check(`--communication native --mp 127.0.0.1:${port} ${MANUAL}`);
    expect(unsafe).toEqual(NOTHING);
    expect(evil).not.toEqual(NOTHING);
  });
});
