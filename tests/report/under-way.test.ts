import { describe, expect, test } from '@jest/globals';
import { firewallReporter } from '../../src/report/forms/firewall/index.ts';
import type { ClientEntry } from '../../src/report/model/report.ts';
import { EN } from '../../src/text/en/index.ts';
import { PLAIN, REPORTS, type Told, tell, write } from './scenes.ts';

const STOPPED = tell(REPORTS['interrupted'] ?? { title: '', from: 'client', clients: [] });
const BLOCKED = tell(REPORTS['push-blocked'] ?? { title: '', from: 'client', clients: [] });

const named = (entry: ClientEntry | undefined, client: string): ClientEntry => {
  if (entry === undefined) throw new Error('the scene has no client');
  return { ...entry, client };
};

/** Clients that were looked at to the end, and some that were under way when the run was stopped. */
function stopped(done: number, underWay: number): Told {
  const names = (prefix: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_none, index) => `${prefix}${index}.contoso.com`);
  const mapper: Pick<
    ClientEntry['requirements'][number]['endpoints'][number],
    'outcome' | 'cause'
  > = { outcome: 'inconclusive', cause: 'mapper-not-open' };
  const half = named(STOPPED.clients[0], '');
  // A mapper that was never asked leaves the dynamic ports unknown, as a silent one does.
  const never: ClientEntry = {
    ...half,
    requirements: half.requirements.map((requirement) =>
      requirement.id === 'client-push/rpc-dynamic'
        ? {
            ...requirement,
            outcome: 'inconclusive',
            endpoints: requirement.endpoints.map(({ code: _code, ...rest }) => ({
              ...rest,
              ...mapper,
            })),
          }
        : requirement,
    ),
  };
  return {
    ...STOPPED,
    clients: [
      ...names('done', done).map((name) => named(BLOCKED.clients[0], name)),
      ...names('half', underWay).map((name) => named(never, name)),
    ],
  };
}

const LINE = (count: number): string =>
  count === 1
    ? '1 client was under way when the run was stopped; --resume looks at it again.'
    : `${count} clients were under way when the run was stopped; --resume looks at them again.`;

describe.each(['table', 'markdown', 'github', 'html'] as const)('%s', (format) => {
  const shown = (told: Told): string =>
    write(told, format).replaceAll('\\', '').replaceAll(/\s+/g, ' ');

  test.each([
    ['many', 12, 3],
    ['a few', 1, 2],
    ['one', 0, 1],
  ])(
    'of %s clients those under way are counted in one line, and blamed on nothing',
    (_n, done, count) => {
      const text = shown(stopped(done, count));
      expect(text).toContain(LINE(count));
      expect(text).not.toMatch(/ABORT_ERR|the endpoint mapper could not be asked/);
      expect(text).not.toMatch(/unproven.{0,60}half/);
      expect(shown(stopped(12, 0))).not.toContain('under way when');
    },
  );
});

test('a verdict is counted of those alone that were looked at to the end', () => {
  for (const format of ['table', 'markdown', 'github'] as const) {
    expect(write(stopped(12, 3), format)).toMatch(/12 breaks/);
    expect(write(stopped(12, 3), format)).not.toMatch(/\b(?:3|15) (?:unproven|breaks)/);
  }
});

test('the firewall list proposes nothing for them', () => {
  const told = stopped(0, 3);
  const reporter = firewallReporter(told.head, {
    appearance: PLAIN,
    texts: EN,
    siteWords: [],
    shell: 'sh',
  });
  const text = [
    reporter.opening,
    ...told.clients.map((entry, index) => reporter.client(entry, index)),
    reporter.close(told.tail),
    ...(reporter.rest?.() ?? []),
  ].join('');
  expect(text).toContain('No rule is proposed');
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    '3 clients not looked at to the end: the run was stopped',
  );
});
