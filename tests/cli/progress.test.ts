import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { startProgress } from '../../src/cli/progress.ts';

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

describe('the spinner', () => {
  test('counts on a terminal', async () => {
    const terminal = new Terminal(80);
    const progress = await startProgress(terminal, false);
    progress.listener({ type: 'checks-planned', count: 3 });
    progress.listener({ type: 'check-done', host: 'pc1', outcome: 'open' });
    progress.pause();
    progress.resume();
    progress.stop();
    expect(terminal.text).toContain('checking: 1 of 3 checks, 0 clients done');
  });

  test.each<[string, number, boolean]>([
    ['in a terminal that does not know its size', 0, false],
    ['with --quiet', 80, true],
  ])('is silent %s', async (_what, columns, quiet) => {
    const terminal = new Terminal(columns);
    const progress = await startProgress(terminal, quiet);
    progress.listener({ type: 'client-done', client: 'pc1' });
    progress.stop();
    expect(terminal.text).toBe('');
  });
});
