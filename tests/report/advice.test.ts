import { describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import type { Cause } from '../../src/probe/observation.ts';
import type { ClientEntry } from '../../src/report/model/report.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { withSentences } from '../../src/report/model/build.ts';
import { type See, httpEvidence, observed, tlsEvidence } from '../support/observations.ts';
import { PLAIN, REPORTS, type Report, type Told, tell, write } from './scenes.ts';

const scene = (name: string, texts = EN): Told =>
  tell(REPORTS[name] ?? { title: '', from: 'client', clients: [] }, texts);
const FORMATS = ['table', 'markdown', 'html'] as const;
const shown = (told: Told, format: (typeof FORMATS)[number], texts = EN): string =>
  write(told, format, PLAIN, {}, texts).replaceAll('\\', '').replaceAll(/\s+/g, ' ');

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
  expect(text).toContain('失敗します。原因: ');
  expect(text).toMatch(/開放、[\d.]+ ms/);
  expect(text).not.toMatch(/開放, /);
  expect(JA.outcomes.silent).toBe('接続後に応答なし');
  expect(JA.table.mend('', 'silent')).not.toContain('停止状態');
});

describe('a client in a report of a few', () => {
  const site = { roles: { managementPoints: ['mp01.contoso.com'] } };
  const report = (see: See, from: Vantage = 'site-server'): Report => ({
    title: '',
    site,
    from,
    clients: [{ client: 'pc001.contoso.com', see }],
  });
  const table = (told: Report, texts = EN): string => shown(tell(told, texts), 'table', texts);

  test('whose port refuses is not to be opened in Windows Firewall', () => {
    const refused = table(report(({ kind }) => (kind === 'smb' ? 'refused' : 'open')));
    expect(refused).toContain('nothing listens on TCP 445 of pc001.contoso.com');
    expect(refused).not.toContain('rule SMB-In');
    const silent = table(report(({ kind }) => (kind === 'smb' ? 'filtered' : 'open')));
    expect(silent).toContain('rule SMB-In');
  });

  test('that has several addresses shows in each row which one it is about', () => {
    const addresses = ['10.0.0.7', '10.9.0.7'];
    const see: See = () => addresses.map((address) => ({ address, observation: observed('open') }));
    const seen = table(report(see));
    for (const address of addresses) {
      expect(seen).toContain(`pc001.contoso.com:445 open, 1.5 ms (${address})`);
    }
    expect(table(report(() => 'open'))).not.toContain('445 (');
  });

  test('that has no address takes a line, and what mends it', () => {
    const seen = table(report(() => 'unresolved'));
    expect(seen).toContain('pc001.contoso.com no address To mend: Give the name an address in DNS');
    expect(seen).not.toContain('Flows looked at');
  });

  test('has no English full stop behind a Japanese sentence', () => {
    const blocked: See = ({ kind }) => (kind === 'smb' ? 'filtered' : 'open');
    for (const told of [report(blocked), { ...report(blocked), site: {} }]) {
      expect(table(told, JA)).not.toMatch(/[ぁ-ん一-龠。]\.(?: |$)/u);
    }
  });
});

test('what either end has left is told, with the command for it', () => {
  const told = scene('push-blocked');
  const [entry] = told.clients;
  if (entry === undefined) throw new Error('the scene has no client');
  // Joined: this one told of itself alone, and nobody has looked at it from the site server.
  const own = {
    ...entry,
    client: 'pc002.contoso.com',
    requirements: entry.requirements.map((requirement) =>
      requirement.id === 'client-push/smb'
        ? {
            ...requirement,
            status: 'unproven' as const,
            outcome: 'not-checked' as const,
            endpoints: [],
          }
        : requirement,
    ),
  };
  for (const format of FORMATS) {
    const seen = shown({ ...told, clients: [entry, own] }, format);
    expect(seen).toContain('Left to prove, on the client');
    expect(seen).toContain('Left to prove, on the site server');
    expect(seen).toContain('check --client pc002.contoso.com --site site.yaml');
  }
});
