import { describe, expect, test } from '@jest/globals';
import { InstallAttempt } from '../../src/diagnose/attempt.ts';
import { MAX_KINDS } from '../../src/diagnose/failure-kinds.ts';
import { codeOfNumber } from '../../src/diagnose/code.ts';
import { Ledger, MAX_COMPUTERS } from '../../src/diagnose/ledger.ts';

function fillWith(ledger: Ledger, count: number): void {
  for (let index = 0; index < count; index += 1) ledger.record(`pc${index}`, 'ccm.log', 1);
}

/** An attempt that failed in as many ways as are kept. */
function manifold(): InstallAttempt {
  const attempt = new InstallAttempt();
  for (let index = 0; index < MAX_KINDS; index += 1) {
    attempt.fail({
      log: 'ccm.log',
      step: 'push',
      method: 'client-push',
      scheme: null,
      error: codeOfNumber(1000 + index),
      host: null,
      time: null,
      text: `failed (${1000 + index})`,
      weight: 'main',
    });
  }
  attempt.ended = 'failed';
  return attempt;
}

describe('the computers of a log', () => {
  test('are kept up to a bound, and no more without saying so', () => {
    const ledger = new Ledger();
    fillWith(ledger, MAX_COMPUTERS);
    ledger.record('PC7.contoso.com', 'ccm.log', 1);
    expect(ledger.state).toBe('whole');
    ledger.record('one-more', 'ccm.log', 1);
    expect(ledger.state).toBe('computers-missing');
    expect([...ledger.all]).toHaveLength(MAX_COMPUTERS);
  });

  test('are those that were asked for, by whichever name the log has', () => {
    const ledger = new Ledger(['PC1', 'pc2.contoso.com', '10.0.0.7']);
    fillWith(ledger, 10);
    for (const name of ['pc1.contoso.com', 'PC2.contoso.com', '10.0.0.7', '10.0.0.8']) {
      ledger.record(name, 'ccm.log', 1);
    }
    expect([...ledger.all].map(({ name }) => name)).toEqual([
      'pc1.contoso.com',
      'PC2.contoso.com',
      '10.0.0.7',
    ]);
    expect(ledger.record('pc5', 'ccm.log', 1)).not.toBe(ledger.record('pc5', 'ccm.log', 1));
  });

  test('share the room for kinds of failure: each keeps one at least, and counts the rest', () => {
    const ledger = new Ledger();
    const attempt = manifold();
    const computers = 500_000 / MAX_KINDS + 10;
    for (let index = 0; index < computers; index += 1) {
      ledger.record(`pc${index}`, 'ccm.log', 1).take(attempt);
    }
    const all = [...ledger.all].map(({ diagnosis }) => diagnosis);
    expect(all[0]).toMatchObject({ more: 0 });
    expect(all[0]?.findings).toHaveLength(MAX_KINDS);
    expect(all.at(-1)?.more).toBe(MAX_KINDS - 1);
    expect(all.at(-1)?.decisive).toEqual(all[0]?.decisive);
    const kept = all.reduce((sum, { more }) => sum + MAX_KINDS - more, 0);
    expect(kept).toBeLessThanOrEqual(500_000 + computers);
  });
});
