import { afterEach, describe, expect, test } from '@jest/globals';
import { type EngineOptions, Prober } from '../../src/engine/prober.ts';
import type { Resolution, Resolver } from '../../src/engine/resolve.ts';
import type { Check } from '../../src/plan/check.ts';
import { boundCheck } from '../../src/plan/checks.ts';
import { closeListeners, startListener } from '../support/listeners.ts';

const AMPLE_MS = 20_000;
const LOOPBACK = '127.0.0.1';
const FOUND: Resolution = { kind: 'addresses', addresses: [LOOPBACK] };
const error = (code: string): Resolution => ({ kind: 'error', code });

afterEach(closeListeners);

interface Made {
  readonly prober: Prober;
  /** How often the resolver was asked. */
  readonly asked: () => number;
  readonly controller: AbortController;
}

/** A prober whose resolver gives these answers one after the other, the last again and again. */
function make(answers: readonly Resolution[], concurrency = 16): Made {
  const controller = new AbortController();
  let asked = 0;
  const resolver: Resolver = () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? FOUND;
    asked += 1;
    return Promise.resolve(answer);
  };
  const options: EngineOptions = {
    context: { timeoutMs: AMPLE_MS, signal: controller.signal, now: Date.now, tls: {} },
    retries: 0,
    concurrency,
    rate: null,
    listener: () => {},
    resolver,
  };
  return { prober: new Prober(options), asked: () => asked, controller };
}

describe('a look-up that finds too few files', () => {
  test.each(['EMFILE', 'ENFILE', 'ENOMEM'])('%s is made again', async (code) => {
    const { prober, asked } = make([error(code), error(code), FOUND]);
    expect(await prober.resolve('pc001')).toEqual(FOUND);
    expect(asked()).toBe(3);
  });

  test('and then no resolver, which is the same, is made again', async () => {
    const { prober, asked } = make([error('EMFILE'), error('EAI_AGAIN'), FOUND]);
    expect(await prober.resolve('pc001')).toEqual(FOUND);
    expect(asked()).toBe(3);
  });

  test('in nobody else’s shortage is told at once', async () => {
    const { prober, asked } = make([error('EAI_AGAIN'), FOUND]);
    expect(await prober.resolve('pc001')).toEqual(error('EAI_AGAIN'));
    expect(asked()).toBe(1);
  });

  test('is not waited for after an interrupt', async () => {
    const { prober, asked, controller } = make([error('EMFILE')]);
    const resolution = prober.resolve('pc001');
    controller.abort();
    expect(await resolution).toEqual(error('EMFILE'));
    expect(asked()).toBeLessThanOrEqual(2);
  });
});

describe('the limit of probes at once', () => {
  /** The most connections that are held open, each until no other comes. */
  async function mostAtOnce(prober: Prober, checks: number): Promise<number> {
    const held = new Set<() => void>();
    let most = 0;
    const server = await startListener((socket) => {
      socket.resume();
      const letGo = (): void => void socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      held.add(letGo);
      socket.once('close', () => held.delete(letGo));
      most = Math.max(most, held.size);
    });
    const list: readonly Check[] = Array.from({ length: checks }, (_none, index) => ({
      kind: 'http',
      host: `mp${index}`,
      port: server.port,
      tls: false,
      role: 'management-point',
      product: 'current-branch',
      serves: 'service',
      siteIssuedCertificate: 'unknown-issuer',
    }));
    const run = { isDone: false };
    const done = prober.run(list.map(boundCheck)).then(() => {
      run.isDone = true;
    });
    for (let quiet = 0, before = 0; !run.isDone;) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      quiet = server.count() === before ? quiet + 1 : 0;
      before = server.count();
      // Everybody who may come has come: the next ones come when these are gone.
      if (quiet > 500) for (const letGo of held) letGo();
    }
    await done;
    return most;
  }

  test('is what the user says', async () => {
    expect(await mostAtOnce(make([FOUND]).prober, 40)).toBe(16);
  });

  test('is halved by a shortage', async () => {
    const { prober } = make([error('EMFILE'), FOUND], 24);
    await prober.resolve('pc001');
    expect(await mostAtOnce(prober, 40)).toBe(12);
  });

  test('is halved once by all who tell of the same shortage', async () => {
    const { prober } = make([error('EMFILE'), error('EMFILE'), FOUND], 32);
    await Promise.all([prober.resolve('pc001'), prober.resolve('pc002')]);
    expect(await mostAtOnce(prober, 40)).toBe(16);
  });

  test('is never fewer than eight', async () => {
    const { prober } = make([...Array.from({ length: 4 }, () => error('EMFILE')), FOUND], 24);
    await prober.resolve('pc001');
    expect(await mostAtOnce(prober, 40)).toBe(8);
  });
});
