import net from 'node:net';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { makeAuthority } from '../../src/lab/certificates.ts';
import { startEndpointMapper } from '../../src/lab/simulator/endpoint-mapper.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { startSmb1Server } from '../support/smb1-server.ts';
import { startSmbServer } from '../../src/lab/simulator/smb-server.ts';
import { startWebRole } from '../../src/lab/simulator/web-role.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import {
  AMPLE_MS,
  type Attempt,
  distributionPoint,
  endpointMapper,
  managementPoint,
  said,
  secureManagementPoint,
  smb,
} from './probes.ts';
import { describeLong } from '../support/long.ts';

/** Cuts at a time: each is a connection or two of its own. */
const AT_ONCE = 16;
/** Cuts of a TLS exchange that are tried; every byte with HOSTILE_EVERY_BYTE=1. */
const TLS_STRIDE = process.env['HOSTILE_EVERY_BYTE'] === '1' ? 1 : 17;

const simulators: Simulator[] = [];
afterEach(closeListeners);
afterAll(() => Promise.all(simulators.map((simulator) => simulator.close())));

/** A way to good servers that breaks off after so many bytes of theirs on a connection. */
async function startCut(
  port: number,
  bytes: number,
  end: 'closes' | 'resets',
  told: (length: number) => void = () => {},
): Promise<number> {
  const listener = await startListener((socket) => {
    const onward = net.connect(port, '127.0.0.1');
    let left = bytes;
    let passed = 0;
    const breakOff = (): void => {
      onward.destroy();
      if (end === 'closes') socket.end();
      else socket.resetAndDestroy();
    };
    onward.on('error', () => socket.destroy());
    socket.on('data', (chunk) => onward.write(chunk));
    socket.once('close', () => onward.destroy());
    onward.on('data', (chunk: Buffer) => {
      if (left < 0) return;
      const part = chunk.subarray(0, left);
      left -= part.length;
      passed += part.length;
      told(passed);
      socket.write(part);
      if (left > 0) return;
      left = -1;
      breakOff();
    });
    onward.once('end', () => socket.end());
    if (bytes === 0) breakOff();
  });
  return listener.port;
}

interface Exchange {
  readonly start: () => Promise<Simulator>;
  readonly run: Attempt;
  /** What it may come to when it is cut: the service had not, or had, proved itself by then. */
  readonly before: readonly string[];
  readonly stride: number;
}

const AT = { address: '127.0.0.1', port: 0 } as const;
const BROKEN = ['wrong-service closed-before-answer', 'wrong-service reset-before-answer'];
const IDENTITY = {
  netbiosComputerName: 'PC001',
  netbiosDomainName: 'CONTOSO',
  dnsComputerName: 'pc001.contoso.com',
  dnsDomainName: 'contoso.com',
};

const EXCHANGES: Readonly<Record<string, Exchange>> = {
  SMB2: {
    start: () => startSmbServer({ ...AT, identity: IDENTITY }),
    run: smb,
    before: [...BROKEN, 'inconclusive session-cut'],
    stride: 1,
  },
  SMB1: {
    start: () => startSmb1Server({ ...AT, identity: IDENTITY }),
    run: smb,
    before: [...BROKEN, 'inconclusive session-cut'],
    stride: 1,
  },
  'endpoint mapper': {
    start: () =>
      startEndpointMapper({
        ...AT,
        networkAddresses: ['pc001', '10.0.0.7'],
        pageSize: 1,
        entries: [
          {
            interface: '367abb81-9844-35f1-ad32-98f038001003',
            version: '2.0',
            annotation: 'x',
            port: 49_152,
          },
          {
            interface: '12345778-1234-abcd-ef00-0123456789ac',
            version: '1.0',
            annotation: 'x',
            port: 49_153,
          },
        ],
      }),
    run: endpointMapper,
    before: BROKEN,
    stride: 1,
  },
  'management point': {
    start: () => startWebRole({ ...AT, role: 'management-point' }),
    run: managementPoint,
    before: BROKEN,
    stride: 1,
  },
  'distribution point': {
    start: () => startWebRole({ ...AT, role: 'distribution-point' }),
    run: distributionPoint,
    before: BROKEN,
    stride: 1,
  },
  'management point over TLS': {
    start: async () =>
      startWebRole({
        ...AT,
        role: 'management-point',
        tls: { authority: await makeAuthority('Contoso CA'), names: ['mp01.contoso.com'] },
      }),
    run: secureManagementPoint,
    before: [...BROKEN, 'wrong-service tls-handshake-failed'],
    stride: TLS_STRIDE,
  },
};

describeLong('an answer cut after each of its bytes').each(Object.entries(EXCHANGES))(
  '%s',
  (_name, exchange) => {
    test.each(['closes', 'resets'] as const)(
      'a server that %s after any number of bytes',
      async (end) => {
        const good = await exchange.start();
        simulators.push(good);
        let length = 0;
        const whole = await startCut(good.port, Number.MAX_SAFE_INTEGER, end, (passed) => {
          length = Math.max(length, passed);
        });
        expect(said(await exchange.run(whole, AMPLE_MS))).toBe('open');

        const cuts: number[] = [];
        for (let cut = 0; cut < length; cut += exchange.stride) cuts.push(cut);
        const outcomes: string[] = [];
        const runAll = async (): Promise<void> => {
          for (let cut = cuts.shift(); cut !== undefined; cut = cuts.shift()) {
            const port = await startCut(good.port, cut, end);
            outcomes[cut] = said(await exchange.run(port, AMPLE_MS));
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, runAll));

        const seen = outcomes.filter((outcome) => outcome !== undefined);
        expect(
          [...new Set(seen)].filter((it) => ![...exchange.before, 'open'].includes(it)),
        ).toEqual([]);
        // Once proved it stays proved, wherever the rest breaks off; a reset may overtake bytes.
        const proved = seen.indexOf('open');
        const after = proved < 0 ? [] : seen.slice(proved);
        expect(seen[0]).not.toBe('open');
        const lost = after.filter((outcome) => outcome !== 'open');
        expect(end === 'closes' ? lost : []).toEqual([]);
      },
      300_000,
    );
  },
);
