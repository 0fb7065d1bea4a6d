import { describe, expect, test } from '@jest/globals';
import { golden } from '../support/golden.ts';
import { FORMATS, REPORTS, type Told, render, tell, write } from './scenes.ts';

describe.each(Object.entries(REPORTS))('%s', (name, report) => {
  test.each(FORMATS)('%s', (format) => {
    const { text, exitCode } = render(report, format);
    const { actual, expected } = golden(`${name}.${format}`, {
      title: `${report.title}, as ${format}`,
      text,
      exitCode,
    });
    expect(actual).toBe(expected);
  });

  test('in colours it is the same text', () => {
    const colored = render(report, 'table', {
      colors: true,
      characters: 'unicode',
      width: 80,
    }).text;
    const bare = colored.replaceAll(/\u001b\[\d+m/g, '').replaceAll(/ +$/gm, '');
    expect(bare).toBe(render(report, 'table').text);
    expect(colored).not.toBe(bare);
  });
});

describe('a run that looked again at what broke', () => {
  const scene = REPORTS['push-blocked'];
  if (scene === undefined) throw new Error('the scene is missing');
  const told = tell(scene);
  const waited = (rounds: number): Told => {
    const run = { ...told.tail.run, waited: { rounds, ms: 38_400 } };
    return { ...told, tail: { ...told.tail, run } };
  };

  test.each(['table', 'markdown', 'html'] as const)('says so in %s', (format) => {
    const shown = (from: Told): string => write(from, format).replaceAll(/\s+/g, ' ');
    expect(shown(waited(3))).toContain('What broke was checked again 3 times, for 38 s.');
    expect(shown(waited(1))).toContain('What broke was checked again once, for 38 s.');
    expect(shown(waited(0))).not.toContain('checked again');
    expect(shown(told)).not.toContain('checked again');
  });
});
