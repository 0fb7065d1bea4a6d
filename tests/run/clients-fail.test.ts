import { expect, test } from '@jest/globals';
import { check, loadSite, plan } from '../../src/index.ts';
import { checkInParts } from '../../src/run/check.ts';

/** Nothing of this method starts at the site server, so that nothing is sent. */
const PLAN = plan(loadSite({ name: 'site.yaml', text: 'product: cm2007' }, []), ['manual']);

async function* breakingOff(): AsyncGenerator<string> {
  yield 'pc001';
  throw new RangeError('broken off');
}

test('clients that break off end the run in order: what was begun is reported first', async () => {
  const seen: string[] = [];
  const tail = await checkInParts(
    { plan: PLAN, from: 'site-server', clients: breakingOff() },
    {
      async open() {
        seen.push('open');
        return {
          client: async ({ client }) => void seen.push(client),
          close: async () => void seen.push('close'),
        };
      },
      failed: (failure) => void seen.push(String(failure)),
    },
  );
  expect(seen.toSorted()).toEqual(['RangeError: broken off', 'close', 'open', 'pc001']);
  expect([tail.run.complete, tail.summary.clients, tail.summary.exitCode]).toEqual([false, 1, 2]);
});

test('a program that asked for the whole report is told', async () => {
  const asked = check({ plan: PLAN, from: 'site-server', clients: breakingOff() });
  await expect(asked).rejects.toThrow('broken off');
});
