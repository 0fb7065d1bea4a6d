import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startProgress } from '../../../src/cli/progress.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import { EN } from '../../../src/text/en/index.ts';
import { JA } from '../../../src/text/ja/index.ts';
import type { Texts } from '../../../src/text/texts.ts';
import { Collector } from '../../support/streams.ts';

const WAITING: RunEvent = {
  type: 'waiting',
  clients: 1,
  next: { flow: 'mp-http', host: 'mp01', port: 80, outcome: 'refused' },
  others: 0,
  leftMs: 65_000,
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** What a log is told of these events, 16 s after one another. */
async function told(events: readonly RunEvent[], texts: Texts = EN): Promise<readonly string[]> {
  const stderr = new Collector();
  let at = 1000;
  const options = { quiet: false, env: {}, total: 2, now: () => at };
  const progress = await startProgress({ stderr, texts }, options);
  for (const event of events) {
    progress.listener(event);
    at += 16_000;
    jest.advanceTimersByTime(16_000);
  }
  progress.stop();
  expect(jest.getTimerCount()).toBe(0);
  return stderr.text.trimEnd().split('\n');
}

describe('the progress of a run that waits', () => {
  test('tells at once what is waited for, and then every half minute how long', async () => {
    expect(
      await told([WAITING, { ...WAITING, leftMs: 49_000 }, { ...WAITING, leftMs: 33_000 }]),
    ).toEqual([
      'ccm-preflight: waiting for management point HTTP at mp01:80 (refused), 1 min left',
      'ccm-preflight: waiting for management point HTTP at mp01:80 (refused), 33 s left',
    ]);
  });

  test('goes on by itself in a long pause', async () => {
    const lines = await told([
      WAITING,
      { type: 'check-done', host: 'mp01', outcome: 'refused' },
      { type: 'check-done', host: 'mp01', outcome: 'refused' },
    ]);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('33 s left');
  });

  test.each([
    [EN, 'SMB to the client at [fe80::1]:445 (no answer) and 1,200 more, 400 clients, 1 min left'],
    [
      JA,
      '[fe80::1]:445 のクライアントへの SMB (応答なし) 他 1,200 件、クライアント 400 台、残り 1 分',
    ],
  ] as const)('of many', async (texts, expected) => {
    const next = { flow: 'smb', host: 'fe80::1', port: 445, outcome: 'filtered' } as const;
    const [line] = await told([{ ...WAITING, clients: 400, others: 1200, next }], texts);
    expect(line).toContain(expected);
  });

  test('of what has no port', async () => {
    const next = { flow: 'icmp', host: 'pc001', port: null, outcome: 'unresolved' } as const;
    const [line] = await told([{ ...WAITING, next }]);
    expect(line).toContain('waiting for ICMP echo at pc001 (');
  });
});
