import { describe, expect, test } from '@jest/globals';
import { widthOfText } from '../../src/report/terminal/wrap.ts';
import { JA } from '../../src/text/ja/index.ts';
import { run } from '../cli/run.ts';
import { PLAIN, REPORTS, render } from '../report/scenes.ts';
import { golden } from '../support/golden.ts';

describe('reports in Japanese', () => {
  test.each(['push-blocked', 'collection', 'client-breaks', 'interrupted'])('%s', (name) => {
    const report = REPORTS[name];
    if (report === undefined) throw new RangeError(name);
    const { text, exitCode } = render(report, 'table', PLAIN, JA);
    const { actual, expected } = golden(`ja/${name}.table`, {
      title: `${name}, --lang ja`,
      text,
      exitCode,
    });
    expect(actual).toBe(expected);
  });

  test.each([40, 60, 80, 100, 120])('no line is wider than %i columns', (width) => {
    for (const characters of ['cp932', 'unicode'] as const) {
      for (const report of Object.values(REPORTS)) {
        const { text } = render(report, 'table', { ...PLAIN, characters, width }, JA);
        const wide = text
          .split('\n')
          .filter((line) => widthOfText(line) > width)
          // A command is for copying: it stays in one line.
          .filter((line) => !line.trim().startsWith('ccm-preflight '));
        expect(wide).toEqual([]);
      }
    }
  });

  test('ids, keys and words of programs stay English', () => {
    const { client, head } = documentOf(JSON.parse(render(breaks(), 'json', PLAIN, JA).text));
    expect(client.methods.map(({ method, verdict }) => `${method} ${verdict}`)).toContain(
      'manual breaks',
    );
    expect(Object.keys(head)).toContain('manual/mp-http');
    expect(client.methods.find(({ method }) => method === 'manual')?.explanation).toMatch(
      /[\u3040-\u30ff]/,
    );
  });
});

function breaks(): (typeof REPORTS)[string] {
  const report = REPORTS['client-breaks'];
  if (report === undefined) throw new RangeError('client-breaks');
  return report;
}

interface Written {
  readonly client: {
    readonly methods: readonly {
      readonly method: string;
      readonly verdict: string;
      readonly explanation: string;
    }[];
  };
  readonly head: Readonly<Record<string, unknown>>;
}

function documentOf(document: {
  readonly clients: readonly Written['client'][];
  readonly catalogue: Written['head'];
}): Written {
  const [client] = document.clients;
  if (client === undefined) throw new RangeError('no client');
  return { client, head: document.catalogue };
}

describe('commands in Japanese', () => {
  test.each([
    ['help', '--help'],
    ['help-check', 'check --help'],
    ['explain', 'explain client-push/rpc-dynamic'],
    ['explain-method', 'explain client-push'],
    ['plan', 'plan --site fixtures/site/ok/contract.yaml'],
    ['init', 'init --site-code S01'],
    ['refused-site', 'plan --mp mp,01 --http-port 0 --set ports.smb=x --site-code ABCD'],
    ['refused-option', 'check --bogus'],
    ['refused-clients', 'check --clients nowhere.txt'],
    ['refused-column', 'check --clients fixtures/readme/clients.txt --column Name'],
  ])('%s', async (name, words) => {
    const { code, stdout, stderr } = await run(`${words} --lang ja`);
    const { actual, expected } = golden(`ja/${name}`, {
      title: `ccm-preflight ${words} --lang ja`,
      text: `${stdout}${stderr}`,
      exitCode: code,
    });
    expect(actual).toBe(expected);
    const wide = stdout.split('\n').filter((line) => widthOfText(line) > 80);
    expect(name === 'init' ? [] : wide).toEqual([]);
  });
});
