import { describe, expect, test } from '@jest/globals';
import type { Cause } from '../../src/probe/observation.ts';
import type { ClientEntry } from '../../src/report/model/report.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { withSentences } from '../../src/report/model/build.ts';
import { httpEvidence, tlsEvidence } from '../support/observations.ts';
import { PLAIN, REPORTS, type Told, tell, write } from './scenes.ts';

const scene = (name: string, texts = EN): Told =>
  tell(REPORTS[name] ?? { title: '', from: 'client', clients: [] }, texts);
const FORMATS = ['table', 'markdown', 'html'] as const;
const shown = (told: Told, format: (typeof FORMATS)[number], texts = EN): string =>
  write(told, format, PLAIN, false, texts).replaceAll('\\', '').replaceAll(/\s+/g, ' ');

describe.each(FORMATS)('%s', (format) => {
  test('the command for the other end saves its report, and merge joins both', () => {
    const one = shown(scene('push-blocked'), format);
    expect(one).toMatch(/--client-name (\S+) --site site.yaml -o table -o ndjson=\1\.ndjson/);
    expect(one).toContain('ccm-preflight merge joins pc001.contoso.com.ndjson');
    expect(shown(scene('collection'), format)).toContain(
      '--client-name NAME --site site.yaml -o table -o ndjson=NAME.ndjson',
    );
  });

  test('what is not named is told with its key and its flag', () => {
    expect(shown(scene('client-nothing-named'), format)).toContain(
      'install.manual.runFrom, --run-from',
    );
  });
});

test('no other way to install: software distribution is none', () => {
  expect(EN.table.nothingInstead).toContain('no other way to install the client');
  expect(EN.many.nothingInstead(3)).toContain('no other way to install the client');
  expect(JA.table.nothingInstead).toContain('クライアントをインストールする方法');
});

describe('silence that only the print spooler decides', () => {
  const explain = (interfaces: readonly string[], control: 'refused' | 'filtered'): string => {
    const told = scene('push-blocked');
    const [entry] = told.clients;
    if (entry === undefined) throw new Error('the scene has no client');
    const requirements = entry.requirements.map((requirement) =>
      requirement.id === 'client-push/rpc-dynamic'
        ? {
            ...requirement,
            status: 'unmet' as const,
            outcome: 'filtered' as const,
            unmetHosts: [entry.client],
            endpoints: requirement.endpoints.map((endpoint) => ({
              ...endpoint,
              outcome: 'filtered' as const,
              evidence: {
                kind: 'rpc-dynamic' as const,
                advertised: 1,
                range: { first: 49_152, last: 65_535 },
                tried: [{ port: 49_664, outcome: 'filtered' as const, interfaces }],
                control: { port: 4, outcome: control },
              },
            })),
          }
        : requirement,
    );
    const methods = entry.methods.map((method) =>
      method.method === 'client-push'
        ? { ...method, verdict: 'breaks' as const, brokenBy: ['client-push/rpc-dynamic' as const] }
        : method,
    );
    const { methods: shownMethods } = withSentences(
      { ...entry, answered: true, requirements, methods },
      told.head,
      EN,
    );
    return shownMethods[0]?.explanation ?? '';
  };

  test('says that its rule may be off alone', () => {
    expect(explain(['spoolss'], 'filtered')).toContain('Spooler Service - RPC');
    expect(explain(['spoolss'], 'refused')).not.toContain('Spooler');
    expect(explain(['svcctl'], 'filtered')).not.toContain('Spooler');
  });
});

/** Many or few clients whose server has a bad certificate. */
function refused(cause: Cause, count: number): Told {
  const told = scene('client-breaks');
  const [entry] = told.clients;
  if (entry === undefined) throw new Error('the scene has no client');
  const names = ['a.contoso.com', 'b.contoso.com', 'c.contoso.com', 'd.contoso.com'];
  const tls = tlsEvidence({ names, validTo: '2020-01-31T00:00:00.000Z' });
  const requirements = entry.requirements.map((requirement) => ({
    ...requirement,
    endpoints: requirement.endpoints.map((endpoint) =>
      endpoint.cause?.startsWith('certificate-') === true
        ? { ...endpoint, cause, evidence: httpEvidence({ tls }) }
        : endpoint,
    ),
  }));
  const clients = Array.from({ length: count }, (_none, index): ClientEntry =>
    withSentences({ ...entry, client: `pc${index}`, requirements }, told.head, EN),
  );
  return { ...told, clients };
}

describe.each([1, 12])('of %i clients', (count) => {
  test.each(FORMATS)('%s says until when a certificate was valid, and for whom it is', (format) => {
    expect(shown(refused('certificate-expired', count), format)).toContain(
      'valid until 2020-01-31',
    );
    const text = shown(refused('certificate-name', count), format);
    expect(text).toContain('it is for a.contoso.com, b.contoso.com, c.contoso.com, …');
    expect(text).not.toContain('c.contoso.com, d.contoso.com, …');
  });
});

test('Japanese joins what stands side by side in one way, and names what breaks as the cause', () => {
  const { text } = { text: shown(scene('push-blocked', JA), 'table', JA) };
  expect(text).toContain('失敗する、原因: ');
  expect(text).toMatch(/開放、[\d.]+ ms/);
  expect(text).not.toMatch(/開放, /);
  expect(JA.outcomes.silent).toBe('無応答');
  expect(JA.table.mend('', 'silent')).not.toContain('停止状態');
});
