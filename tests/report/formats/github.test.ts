import { describe, expect, test } from '@jest/globals';
import { withoutCiCommandsInside } from '../../../src/base/ci-commands.ts';
import { annotationLine } from '../../../src/report/forms/github/command.ts';
import { limited } from '../../../src/report/forms/limited.ts';
import { REPORTS, type Told, render, write } from '../scenes.ts';
import { forHostileText, poisoned, scene } from './hostile.ts';

interface Read {
  readonly kind: string;
  readonly title: string;
  readonly message: string;
}

/** What GitHub's runner makes of our output; a line that it would not take for an annotation throws. */
function read(text: string): readonly Read[] {
  return text
    .split(/\r\n|\r|\n/)
    .slice(0, -1)
    .map((line) => {
      const found = /^::(?<kind>\w+) title=(?<title>[^:,]*)::(?<message>.*)$/su.exec(line)?.groups;
      if (found === undefined) throw new Error(`no annotation: ${line}`);
      return {
        kind: found['kind'] ?? '',
        title: unescape(found['title'] ?? ''),
        message: unescape(found['message'] ?? ''),
      };
    });
}

function unescape(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
    '%25': '%',
  };
  return text.replaceAll(/%(?:0D|0A|3A|2C|25)/g, (code) => characters[code] ?? code);
}

/** A scene's clients, so many times over. */
function manyTimes(told: Told, times: number): Told {
  const clients = Array.from({ length: times }, (_none, round) =>
    told.clients.map((entry) => ({ ...entry, client: `r${round}-${entry.client}` })),
  ).flat();
  return { ...told, clients };
}

describe('annotations', () => {
  test('what breaks is an error, a degraded method a warning, the whole a notice', () => {
    const annotations = read(render(found('client-breaks'), 'github').text);
    const titles = (wanted: string): readonly string[] =>
      annotations.filter(({ kind }) => kind === wanted).map(({ title }) => title);
    expect(titles('error')).toEqual([
      'pc001: software update point breaks',
      'pc001: manual or logon script breaks',
    ]);
    expect(titles('warning')).toContain('pc001: Group Policy is degraded');
    expect(titles('notice')[0]).toBe('ccm-preflight: 1 client');
  });

  test('what is worse for a method that is not proven yet is said before what to do', () => {
    const annotations = read(render(found('client-breaks'), 'github').text);
    const push = annotations.find(({ title }) => title === 'pc001: client push is degraded');
    expect(push?.message).toMatch(/^client push: .*\bfallback status point HTTP.*\nTo mend/);
  });

  test.each([
    [true, 'error'],
    [false, 'warning'],
  ])('strict %s: what this end could not prove is an %s', (strict, kind) => {
    const annotations = read(render({ ...found('client-nothing-named'), strict }, 'github').text);
    expect(annotations.filter(({ title }) => title.includes('unproven'))).toEqual([
      expect.objectContaining({ kind }),
      expect.objectContaining({ kind }),
      expect.objectContaining({ kind }),
    ]);
  });

  test('a run that was stopped is an error', () => {
    expect(read(render(found('interrupted'), 'github').text)[0]).toMatchObject({
      kind: 'error',
      message: 'Interrupted: this report is incomplete.',
    });
  });

  test('many clients are an annotation a cause, and never more of a kind than GitHub shows', () => {
    const annotations = read(write(manyTimes(scene('collection'), 50), 'github'));
    const titles = annotations.filter(({ kind }) => kind !== 'notice').map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.filter((title) => title.startsWith('SMB to the client'))).toHaveLength(2);
    for (const kind of ['error', 'warning', 'notice']) {
      expect(annotations.filter((each) => each.kind === kind).length).toBeLessThanOrEqual(10);
    }
  });

  test('of more than are shown the last counts the rest', () => {
    const told = scene('push-blocked');
    const few = manyTimes(scene('client-breaks'), 10);
    const annotations = read(write({ ...few, tail: told.tail }, 'github'));
    const errors = annotations.filter(({ kind }) => kind === 'error');
    expect(errors).toHaveLength(10);
    expect(errors[9]?.message).toBe('11 more: see the summary of this step');
  });

  test('are escaped as the runner reads them', () => {
    expect(annotationLine({ kind: 'error', title: '50%: a,\nb', message: '1%: a,\r\n::b' })).toBe(
      '::error title=50%25%3A a%2C%0Ab::1%25: a,%0D%0A::b\n',
    );
  });

  test('whatever a server says, no other command comes of it', () => {
    const told = scene('client-breaks');
    const before = read(write(told, 'github'));
    forHostileText((text) => {
      const annotations = read(write(poisoned(told, text), 'github'));
      expect(annotations.map(({ kind }) => kind)).toEqual(before.map(({ kind }) => kind));
      expect(annotations[0]?.title).toBe(
        withoutCiCommandsInside(`${text}pc001${text}: software update point breaks`),
      );
    });
  });
});

describe('a text with a limit', () => {
  const told = scene('client-breaks');
  const take = (bytes: number): string => {
    const parts = ['first ü\n', 'second\n', 'third\nfourth\n'];
    const reporter = limited(
      { opening: parts[0] ?? '', client: () => parts[1] ?? '', close: () => parts[2] ?? '' },
      bytes,
      'cut',
    );
    const [entry] = told.clients;
    if (entry === undefined) throw new Error('the scene has a client');
    return reporter.opening + reporter.client(entry) + reporter.close(told.tail);
  };

  test.each([
    [100, 'first ü\nsecond\nthird\nfourth\n'],
    [34, 'first ü\nsecond\nthird\nfourth\n'],
    [33, 'first ü\nsecond\nthird\n\ncut\n'],
    [20, 'first ü\n\ncut\n'],
    [5, '\ncut\n'],
    [4, ''],
    [-100, ''],
  ])('of %s bytes', (bytes, text) => {
    expect(take(bytes)).toBe(text);
    expect(Buffer.byteLength(take(bytes))).toBeLessThanOrEqual(Math.max(0, bytes));
  });
});

function found(name: string): (typeof REPORTS)[string] {
  const report = REPORTS[name];
  if (report === undefined) throw new Error(`no scene ${name}`);
  return report;
}
