import { afterEach, describe, expect, test } from '@jest/globals';
import fs from 'node:fs';
import os from 'node:os';
import { EchoSocket } from '../../../src/probe/icmp/linux/echo-socket.ts';
import { Libc } from '../../../src/probe/icmp/linux/libc.ts';
import { encodeSocketAddress } from '../../../src/probe/icmp/linux/socket-address.ts';
import { openEchoSender } from '../../../src/probe/icmp/open.ts';
import { probeIcmp } from '../../../src/probe/icmp/probe.ts';
import { type EchoSender, EchoUnavailable } from '../../../src/probe/icmp/sender.ts';
import { contextOf, machineWith } from './fake-ping.ts';
import { describeUnless } from '../../support/skip.ts';

const CHECK = { kind: 'icmp', host: 'pc001.contoso.com' } as const;
const AMPLE_MS = 20_000;
const SHORT_MS = 300;
const NATIVE = ['ping-socket', 'raw-socket', 'windows-api'];

const sender = await openEchoSender('auto');
const describeNative = describeUnless(
  sender === null ? 'this machine opens no ICMP socket for this user' : null,
);
sender?.close();

const hasIpv6 = Object.values(os.networkInterfaces())
  .flat()
  .some((entry) => entry?.address === '::1');

let opened: EchoSender | null = null;
const open = async (): Promise<EchoSender> => {
  opened = await openEchoSender('native');
  if (opened === null) throw new Error('native is never null');
  return opened;
};
afterEach(() => {
  opened?.close();
  opened = null;
});

describeNative('echo requests without a program', () => {
  test.each(['127.0.0.1', ...(hasIpv6 ? ['::1', '0:0:0:0:0:0:0:1'] : [])])(
    'to %s are open',
    async (address) => {
      const echo = await open();
      const seen = await probeIcmp(CHECK, address, { ...contextOf(AMPLE_MS), echo });
      expect(seen).toMatchObject({ outcome: 'open', reached: 'service' });
      expect(seen.rttMs).toBeGreaterThan(0);
      expect(NATIVE).toContain(seen.evidence.sender);
      expect(seen.evidence.program).toBeNull();
    },
  );

  test('to thousands of addresses at once are all open', async () => {
    const echo = await open();
    const addresses = Array.from(
      { length: 5000 },
      (_, index) => `127.9.${Math.floor(index / 250)}.${1 + (index % 250)}`,
    );
    const seen = await Promise.all(
      addresses.map((address) => probeIcmp(CHECK, address, { ...contextOf(AMPLE_MS), echo })),
    );
    expect(new Set(seen.map(({ outcome }) => outcome))).toEqual(new Set(['open']));
  });

  test('to one address many times at once are all open', async () => {
    const echo = await open();
    const seen = await Promise.all(
      Array.from({ length: 100 }, () =>
        probeIcmp(CHECK, '127.0.0.1', { ...contextOf(AMPLE_MS), echo }),
      ),
    );
    expect(new Set(seen.map(({ outcome }) => outcome))).toEqual(new Set(['open']));
  });

  test('end when the run is interrupted', async () => {
    const echo = await open();
    const controller = new AbortController();
    const context = { ...contextOf(AMPLE_MS, controller.signal), echo };
    const probe = probeIcmp(CHECK, '127.0.0.1', context);
    controller.abort();
    expect(await probe).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
    expect(
      await probeIcmp(CHECK, '127.0.0.1', { ...contextOf(AMPLE_MS, AbortSignal.abort()), echo }),
    ).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });

  test('of a sender that is closed meanwhile are no word about the network', async () => {
    const echo = await open();
    const probe = probeIcmp(CHECK, '127.0.0.1', { ...contextOf(SHORT_MS), echo });
    echo.close();
    expect(await probe).toMatchObject({ outcome: 'error', code: 'ECHO_LATE' });
    expect(echo.serves('127.0.0.1')).toBe(false);
  });

  test('leave no socket behind', async () => {
    const count = (): number =>
      process.platform === 'linux' ? fs.readdirSync('/proc/self/fd').length : 0;
    (await open()).close();
    await new Promise(setImmediate);
    const before = count();
    for (let round = 0; round < 20; round += 1) (await open()).close();
    await new Promise(setImmediate);
    expect(count()).toBeLessThanOrEqual(before);
  });

  test('serve what is an address, and leave the rest to the program', async () => {
    const echo = await open();
    for (const text of ['pc001', '', '-f', '1.2.3', 'fe80::1%no-such-interface', '::1%']) {
      expect([text, echo.serves(text)]).toEqual([text, false]);
    }
    const machine = machineWith('linux');
    const context = { ...contextOf(AMPLE_MS), echo };
    const seen = await probeIcmp(CHECK, '-f', context, machine);
    expect(seen).toMatchObject({ outcome: 'error', code: 'EINVAL' });
  });
});

describe('a machine that has no way of its own', () => {
  test.each(['sunos', 'darwin', 'win32'] as const)(
    'as %s here uses the program',
    async (platform) => {
      if (platform === process.platform) return;
      expect(await openEchoSender('auto', platform)).toBeNull();
      await expect(openEchoSender('native', platform)).rejects.toBeInstanceOf(EchoUnavailable);
    },
  );

  test('is not even asked where the program is wanted', async () => {
    expect(await openEchoSender('program', 'linux')).toBeNull();
  });

  test('uses the program for what its sender does not serve or cannot send', async () => {
    for (const serves of [true, false]) {
      const echo: EchoSender = {
        serves: () => serves,
        echo: () => Promise.resolve({ kind: 'unusable', code: 'EINVAL' }),
        close: () => {},
      };
      const machine = machineWith('linux', 'exit 2');
      const seen = await probeIcmp(CHECK, '10.0.0.7', { ...contextOf(AMPLE_MS), echo }, machine);
      expect(seen.evidence.sender).toBe('program');
      expect(machine.starts.length).toBeGreaterThan(0);
    }
  });
});

describeUnless(
  process.platform === 'linux' && sender !== null ? null : 'this machine opens no socket for ICMP',
)('replies that have arrived', () => {
  test.each(['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])])(
    'from %s are all told in one turn of the event loop, however many',
    async (address) => {
      const destination = encodeSocketAddress(address);
      if (destination === null) throw new Error('an address');
      const told = new Set<number>();
      const socket = new EchoSocket(await Libc.load(), address.includes(':') ? 6 : 4, {
        onReply: ({ sequence }) => told.add(sequence),
        onError: () => {},
      });
      try {
        for (let sequence = 1; sequence <= 500; sequence += 1) {
          expect(socket.send(sequence, Buffer.alloc(16, 7), destination)).toBeNull();
        }
        while (told.size === 0) await new Promise(setImmediate);
        expect(told.size).toBe(500);
      } finally {
        socket.close();
      }
    },
  );
});
