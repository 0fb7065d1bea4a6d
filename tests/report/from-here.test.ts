import { describe, expect, test } from '@jest/globals';
import { JA } from '../../src/text/ja/index.ts';
import { PLAIN, REPORTS, type Told, tell, write } from './scenes.ts';

const COLLECTION = tell(REPORTS['collection'] ?? { title: '', from: 'client', clients: [] });

const many = ({ clients, ...told }: Told): Told => ({
  ...told,
  clients: [...clients, ...clients, ...clients].map((entry, index) => ({
    ...entry,
    client: `pc${index}.contoso.com`,
  })),
});

const joined = (told: Told): Told => {
  const both = { joined: ['site-server', 'client'] } as const;
  return {
    ...told,
    head: { ...told.head, run: { ...told.head.run, ...both } },
    tail: { ...told.tail, run: { ...told.tail.run, ...both } },
  };
};

const shown = (told: Told, format: 'table' | 'markdown' | 'html'): string =>
  write(told, format).replaceAll('\\', '').replaceAll(/\s+/g, ' ');

describe.each(['table', 'markdown', 'html'] as const)('%s', (format) => {
  test('a method of which nothing starts at this end is not looked at, not unusable', () => {
    expect(shown(COLLECTION, format)).toContain('not looked at from here');
    expect(shown(many(COLLECTION), format)).toContain('not looked at from here');
    const ja = tell(REPORTS['collection'] ?? { title: '', from: 'client', clients: [] }, JA);
    expect(write(ja, format, PLAIN, {}, JA)).toContain('ここからは確認していない');
  });

  test('joined reports have no here', () => {
    for (const told of [COLLECTION, many(COLLECTION)]) {
      const text = shown(joined(told), format);
      expect(text).not.toMatch(/from here(?! \(--strict\))/);
      expect(text).toContain('not looked at');
    }
  });
});

test('a few clients are summed up as many are, with what this end can tell', () => {
  for (const format of ['table', 'markdown'] as const) {
    const text = shown(COLLECTION, format);
    expect(text).toContain('flows seen from here');
    expect(text).toMatch(/1 ready/);
  }
});
