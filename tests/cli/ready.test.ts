import { describe, expect, test } from '@jest/globals';
import { METHODS } from '../../src/catalogue/vocabulary.ts';
import { READINESS } from '../../src/judge/readiness.ts';
import { readyReporter } from '../../src/report/forms/ready/index.ts';
import { scene } from '../report/formats/hostile.ts';
import { run } from './run.ts';

describe('-o ready', () => {
  test.each(READINESS)(
    'names a client that is %s for client push only where it is ready',
    (readiness) => {
      const { head, clients } = scene('push-nothing-in-the-way');
      const changed = clients.map((entry) => ({
        ...entry,
        methods: entry.methods.map((each) => ({
          ...each,
          readiness: each.method === 'client-push' ? readiness : ('ready' as const),
        })),
      }));
      const reporter = readyReporter(head);
      const text = changed.map((entry) => reporter.client(entry)).join('');
      const names = clients.map(({ client }) => `${client}\n`).join('');
      expect(text).toBe(readiness === 'ready' ? names : '');
    },
  );

  test('names nobody whom the site server has not looked at', () => {
    const { head, clients } = scene('push-nothing-in-the-way');
    const text = clients.map((entry) =>
      readyReporter(head).client({
        ...entry,
        requirements: entry.requirements.map((requirement) =>
          requirement.id === 'client-push/smb'
            ? { ...requirement, status: 'unproven', outcome: 'not-checked', endpoints: [] }
            : requirement,
        ),
        methods: entry.methods.map((each) => ({ ...each, readiness: 'ready' })),
      }),
    );
    expect(text.join('')).toBe('');
  });

  test('of a saved report says what its JSON says', async () => {
    const saved = 'fixtures/readme/monday.ndjson';
    const report: {
      clients: { client: string; methods: { method: string; readiness: string }[] }[];
    } = JSON.parse((await run(`merge ${saved} -o json`)).stdout);
    const ready = report.clients.filter(({ methods }) =>
      methods.some((each) => each.method === 'client-push' && each.readiness === 'ready'),
    );
    const { stdout } = await run(`merge ${saved} -o ready`);
    expect(stdout).toBe(ready.map(({ client }) => `${client}\n`).join(''));
    expect(ready.length).toBeGreaterThan(0);
    expect(ready.length).toBeLessThan(report.clients.length);
  });

  test('several methods are refused', async () => {
    const said = `check --client pc001 --method ${METHODS.slice(0, 2).join(' ')} -o ready`;
    const english = await run(said);
    expect([english.code, english.stdout, english.stderr]).toEqual([
      2,
      '',
      'ccm-preflight: -o ready: the names are of clients that are ready for one method, and --method names several\n',
    ]);
    expect((await run(`${said} --lang ja`)).stderr).toContain('--method に複数の方法');
  });
});
