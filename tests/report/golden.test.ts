import { describe, expect, test } from '@jest/globals';
import { golden } from '../support/golden.ts';
import { FORMATS, REPORTS, render } from './scenes.ts';

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
