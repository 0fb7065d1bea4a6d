import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { type Progress, startProgress } from '../../src/cli/progress.ts';
import { EN } from '../../src/text/en/index.ts';
import { ClientRate } from '../../src/cli/progress-tally.ts';
import type { Verdict } from '../../src/judge/vocabulary.ts';
import { Collector } from '../support/streams.ts';

/** A terminal of a given width that keeps what it shows. */
class Terminal extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  text = '';

  constructor(columns: number) {
    super({ decodeStrings: false });
    this.columns = columns;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }

  clearLine(): void {}
  cursorTo(): void {}
  moveCursor(): void {}
}

/** A clock that stands still until it is told to go on. */
class Clock {
  at = 1_000_000;
  readonly now = (): number => this.at;
}

function finish(progress: Progress, here: Verdict, answered = true): void {
  progress.client({
    answered,
    methods: [
      {
        method: 'client-push',
        verdict: 'unproven',
        here,
        readiness: 'not-ready',
        brokenBy: [],
        degradedBy: [],
        unproven: [],
        explanation: '',
        alternatives: [],
      },
    ],
  });
}

/** So many clients done at an even pace. */
function run(progress: Progress, clock: Clock, count: number, seconds: number): void {
  for (let number = 0; number < count; number += 1) {
    clock.at += (seconds * 1000) / count;
    finish(progress, number % 10 === 0 ? 'breaks' : 'works');
  }
}

/** Draws anew, without waiting for the spinner's own next frame. */
function redraw(progress: Progress, clock: Clock): void {
  clock.at += 100;
  progress.pause();
  progress.resume();
}

const LOG = { quiet: false, env: {}, total: null };

describe('on a terminal', () => {
  test('it counts checks before the first client is done', async () => {
    const terminal = new Terminal(80);
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: terminal, texts: EN },
      { ...LOG, now: clock.now },
    );
    progress.listener({ type: 'checks-planned', count: 3 });
    progress.listener({ type: 'check-done', host: 'pc1', outcome: 'open' });
    redraw(progress, clock);
    progress.stop();
    expect(terminal.text).toContain('checking: 1 of 3 checks');
  });

  test('it tells what is done of how many, how fast, what is left, what was found', async () => {
    const terminal = new Terminal(120);
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: terminal, texts: EN },
      { ...LOG, total: 175_000, now: clock.now },
    );
    run(progress, clock, 1200, 10);
    finish(progress, 'works', false);
    redraw(progress, clock);
    progress.stop();
    expect(terminal.text).toContain(
      '1,201 of 175,000 clients, 119/s, 24 min left: ready 1,080, breaks 120, no answer 1',
    );
  });

  test.each([20, 40, 60])('it takes one line of %i columns', async (columns) => {
    const terminal = new Terminal(columns);
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: terminal, texts: EN },
      { ...LOG, total: 175_000, now: clock.now },
    );
    run(progress, clock, 1200, 10);
    redraw(progress, clock);
    progress.stop();
    const shown = terminal.text
      .replaceAll(/\u001b\[[?\d;]*[a-zA-Z]/g, '')
      .split(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] |[-\\|/] /);
    expect(shown.length).toBeGreaterThan(2);
    expect(terminal.text).toContain('1,200 of');
    expect(Math.max(...shown.map((line) => line.length + 1))).toBeLessThan(columns);
  });

  test('what is written between comes at most ten times a second', async () => {
    const terminal = new Terminal(80);
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: terminal, texts: EN },
      { ...LOG, now: clock.now },
    );
    for (let number = 0; number < 1000; number += 1) {
      clock.at += 1;
      progress.pause();
      progress.resume();
    }
    progress.stop();
    expect(terminal.text.split('checking').length - 1).toBeLessThanOrEqual(11);
  });

  test('once stopped it stays away', async () => {
    const terminal = new Terminal(80);
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: terminal, texts: EN },
      { ...LOG, now: clock.now },
    );
    progress.stop();
    const before = terminal.text;
    clock.at += 1000;
    progress.pause();
    progress.resume();
    finish(progress, 'works');
    expect(terminal.text).toBe(before);
  });

  test('it is silent with --quiet', async () => {
    const terminal = new Terminal(80);
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: terminal, texts: EN },
      { ...LOG, quiet: true, now: clock.now },
    );
    run(progress, clock, 100, 100);
    progress.stop();
    expect(terminal.text).toBe('');
  });
});

describe('where stderr is no terminal, or one without a size', () => {
  test.each<[string, () => Collector | Terminal]>([
    ['a file', () => new Collector()],
    ['no size', () => new Terminal(0)],
  ])('%s: nothing of a short run, a line each half minute of a long one', async (_what, make) => {
    const output = make();
    const clock = new Clock();
    const progress = await startProgress(
      { stderr: output, texts: EN },
      { ...LOG, total: 1000, now: clock.now },
    );
    run(progress, clock, 290, 29);
    expect(output.text).toBe('');
    run(progress, clock, 410, 41);
    progress.stop();
    const lines = output.text.trimEnd().split('\n');
    expect(lines).toEqual([
      'ccm-preflight: 300 of 1,000 clients, 10/s, 1 min left: ready 270, breaks 30',
      'ccm-preflight: 600 of 1,000 clients, 10/s, 40 s left: ready 540, breaks 60',
    ]);
  });

  test('without a total it says no time left; with --quiet nothing', async () => {
    const clock = new Clock();
    const [told, quiet] = [new Collector(), new Collector()];
    const progress = await startProgress({ stderr: told, texts: EN }, { ...LOG, now: clock.now });
    const silent = await startProgress(
      { stderr: quiet, texts: EN },
      { ...LOG, quiet: true, now: clock.now },
    );
    run(progress, clock, 350, 35);
    run(silent, clock, 350, 35);
    expect(told.text).toBe('ccm-preflight: 300 clients, 10/s: ready 270, breaks 30\n');
    expect(quiet.text).toBe('');
  });
});

describe('the rate', () => {
  test('is unknown until it means something', () => {
    const rate = new ClientRate(0);
    expect(rate.now(0, 0)).toBeNull();
    expect(rate.now(4999, 500)).toBeNull();
    expect(rate.now(60_000, 9)).toBeNull();
    expect(rate.now(5000, 500)).toBe(100);
  });

  test('is that of the last half minute', () => {
    const rate = new ClientRate(0);
    for (let second = 1; second <= 100; second += 1) rate.note(second * 1000, second);
    for (let second = 101; second <= 140; second += 1) {
      rate.note(second * 1000, 100 + (second - 100) * 50);
    }
    expect(rate.now(140_000, 2100)).toBeCloseTo(50, 5);
  });
});

describe('progress for programs', () => {
  test('is a line of JSON at the start, now and then, and at the end', async () => {
    const stderr = new Collector();
    const clock = new Clock();
    const progress = await startProgress(
      { stderr, texts: EN },
      { quiet: false, form: 'json', env: {}, total: 20, now: clock.now },
    );
    progress.listener({ type: 'checks-planned', count: 40 });
    run(progress, clock, 20, 10);
    progress.stop();
    progress.stop();
    const records = stderr.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records[0]).toEqual({
      type: 'progress',
      phase: 'starting',
      checks: { done: 0, planned: 0 },
      clients: { done: 0, total: 20 },
      secondsLeft: null,
      verdicts: {},
      noAnswer: 0,
      interrupted: 0,
    });
    expect(records.at(-1)).toMatchObject({
      phase: 'checking',
      checks: { done: 0, planned: 40 },
      clients: { done: 20, total: 20 },
      secondsLeft: 0,
      verdicts: { breaks: 2, works: 18 },
    });
    expect(records.length).toBe(22);
  });

  test('is nothing where nobody wants to hear of it', async () => {
    const stderr = new Collector();
    const options = { quiet: true, form: 'json', env: {}, total: 1 } as const;
    const progress = await startProgress({ stderr, texts: EN }, options);
    progress.stop();
    expect(stderr.text).toBe('');
  });
});
