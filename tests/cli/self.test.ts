import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { check } from '../../src/run/check.ts';
import { renderReport } from '../../src/report/forms/render.ts';
import type { SelfFacts } from '../../src/self/facts.ts';
import { lookAtSelf } from '../../src/self/look.ts';
import { REPORT_FORMATS } from '../../src/report/forms/names.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { ciCommandsIn } from '../support/ci-commands.ts';
import { closeListeners } from '../support/listeners.ts';
import { printed, recorded, windows } from '../self/machine.ts';
import { makeFolder, run } from './run.ts';

const folder = makeFolder();
let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
  writeFileSync(path.join(folder, 'lab.yaml'), lab.siteFile);
});
afterAll(async () => {
  await lab.close();
});
afterEach(closeListeners);

const GONE = {
  kind: 'ended',
  exitCode: 1060,
  output: recorded('sc/missing-ja.cp932.txt'),
  errors: Buffer.alloc(0),
} as const;

const WINDOWS = windows({
  '-an': printed('netstat/windows.txt'),
  'advfirewall show currentprofile': printed('netsh/profile-en.txt'),
  'advfirewall firewall show rule name=all dir=in': printed('netsh/rules-en.txt'),
  'winhttp show proxy': printed('netsh/winhttp-proxy-ja.cp932.txt'),
  'query BITS': printed('sc/query-stopped.txt'),
  'qc BITS': printed('sc/qc-disabled.txt'),
  'query Winmgmt': printed('sc/query-running.txt'),
  'qc Winmgmt': printed('sc/qc-automatic.txt'),
  'query CcmExec': GONE,
  'query ccmsetup': GONE,
  [String.raw`query HKLM\SOFTWARE\Microsoft\SMS\Mobile Client`]: printed('reg/mobile-client.txt'),
});

/** What every format that tells of it says of the recorded machine. */
const TOLD = {
  en: [
    'Windows Firewall, domain profile: on',
    'TCP 445 is listened on',
    'the proxy http=proxy01.contoso.com:8080; https=proxy02.contoso.com:8443 is set',
    'Background Intelligent Transfer Service (BITS): stopped, disabled.',
    'Windows Management Instrumentation (Winmgmt): running, starts with Windows.',
    'Client push, software update point, Group Policy, manual or logon script: BITS is a prerequisite',
    'Every method: requests to the management point',
    'Installed client: version 5.00.9128.1007, site S01.',
    'SMS Agent Host (CcmExec): not there.',
    'Clock: within five minutes of',
  ],
  ja: [
    'プロキシ http=proxy01.contoso.com:8080; https=proxy02.contoso.com:8443 が設定されています',
    'Background Intelligent Transfer Service (BITS): 停止、無効。',
    '既存のクライアント: バージョン 5.00.9128.1007、サイト S01。',
    '時計: 時刻を返した',
  ],
} as const;

const selfOf = (text: string): SelfFacts | undefined => {
  const { clients }: { clients: { self?: SelfFacts }[] } = JSON.parse(text);
  return clients[0]?.self;
};

describe('what a client tells of itself', () => {
  test('by this machine: the ports of the site, and no firewall where there is none', async () => {
    const { smb, rpcEndpointMapper } = lab.plan.site.ports;
    const { code, stdout } = await run('check --from client --site lab.yaml -o json', {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(selfOf(stdout)).toEqual({
      listening: [
        { port: smb, at: 'loopback' },
        { port: rpcEndpointMapper, at: 'loopback' },
      ],
      firewall: null,
      clock: { aheadSeconds: expect.any(Number), servers: expect.any(Number) },
    });
  });

  test('only where a push would come to it', async () => {
    const manual = await run('check --from client --site lab.yaml --method manual -o json', {
      cwd: folder,
    });
    expect(selfOf(manual.stdout)).toBeUndefined();
    const server = await run('check --client localhost --site lab.yaml -o json', { cwd: folder });
    expect(selfOf(server.stdout)).toBeUndefined();
  });

  test('verdicts are the same with and without it, and every format takes it', async () => {
    const plan = makePlan(lab.plan.site);
    const options = { plan, from: 'client', clients: ['pc001'] } as const;
    const without = await check(options);
    const report = await check({
      ...options,
      lookAtSelf: (_ports, signal) => lookAtSelf([445, 135], signal, WINDOWS),
    });
    const verdicts = ({ clients }: typeof report) =>
      clients.map(({ methods }) => methods.map(({ verdict, here }) => [verdict, here]));
    expect(verdicts(report)).toEqual(verdicts(without));
    expect(report.summary).toEqual(without.summary);
    for (const format of REPORT_FORMATS) {
      const shows = ['table', 'markdown', 'html'].includes(format);
      for (const language of LANGUAGES) {
        const texts = language === 'en' ? EN : JA;
        const text = (await renderReport(report, format, { texts, width: 400 })).replaceAll(
          /\s+/gu,
          ' ',
        );
        const missing = TOLD[language].filter((line) => !text.includes(line));
        expect([format, language, missing]).toEqual([
          format,
          language,
          shows ? [] : TOLD[language],
        ]);
      }
    }
  });

  test('saved, resumed and merged it is still there', async () => {
    const words = '--site lab.yaml --client-name localhost';
    const first = await run(`check --from client ${words} --resume own.ndjson -o json`, {
      cwd: folder,
    });
    const self = selfOf(first.stdout);
    expect(self?.listening).toHaveLength(2);
    const again = await run(`check --from client ${words} --resume own.ndjson -o json`, {
      cwd: folder,
    });
    expect(selfOf(again.stdout)).toEqual(self);
    await run('check --client localhost --site lab.yaml -o ndjson=server.ndjson', { cwd: folder });
    const merged = await run('merge server.ndjson own.ndjson -o json', { cwd: folder });
    expect(merged.code).toBe(0);
    expect(selfOf(merged.stdout)).toEqual(self);
    const alone = await run('merge own.ndjson', { cwd: folder });
    expect(alone.stdout).toContain('What this computer tells of itself');
  });

  test('what Windows tells is read from saved reports of every kind, and kept by merge', async () => {
    const report = await check({
      plan: makePlan(lab.plan.site),
      from: 'client',
      clients: ['pc001'],
      lookAtSelf: (ports, signal) => lookAtSelf(ports, signal, WINDOWS),
    });
    const self = selfOf(JSON.stringify(report));
    expect(self?.winHttpProxy?.kind).toBe('proxy');
    for (const format of ['json', 'ndjson', 'ndjson-full'] as const) {
      const file = `windows.${format}`;
      writeFileSync(path.join(folder, file), await renderReport(report, format, {}));
      const merged = await run(`merge ${file} -o json`, { cwd: folder });
      expect([format, selfOf(merged.stdout)]).toEqual([format, self]);
      const told = await run(`merge ${file} --lang ja -o markdown`, { cwd: folder });
      expect(told.stdout).toContain('既存のクライアント: バージョン 5.00.9128.1007');
    }
  });

  test('a saved report says nothing that a version of ours could not have written', async () => {
    const report = await check({
      plan: makePlan(lab.plan.site),
      from: 'client',
      clients: ['pc001'],
      lookAtSelf: (ports, signal) => lookAtSelf(ports, signal, WINDOWS),
    });
    const text = JSON.stringify(report).replace('"5.00.9128.1007"', '"5.00; reboot"');
    writeFileSync(path.join(folder, 'odd.json'), text);
    const { code, stdout, stderr } = await run('merge odd.json', { cwd: folder });
    expect([code, stdout.includes('reboot')]).toEqual([130, false]);
    expect(stderr).toContain('odd.json');
  });

  test.each([40, 80])(
    'what somebody typed into a proxy steers no CI system: %i columns',
    async (width) => {
      const words = ['::error::x', '##vso[task.setvariable]x', '##teamcity[x]', '<img src=x>'];
      const report = await check({
        plan: makePlan(lab.plan.site),
        from: 'client',
        clients: ['pc001'],
        lookAtSelf: async () => ({
          listening: [],
          firewall: null,
          winHttpProxy: {
            kind: 'proxy',
            servers: words,
            exempt: Array.from({ length: 20 }, () => words).flat(),
          },
        }),
      });
      for (const format of REPORT_FORMATS) {
        const text = await renderReport(report, format, { width });
        const commands = ciCommandsIn(text, format === 'github' ? format : null);
        expect([format, commands, /(?<!\\)<img/u.test(text)]).toEqual([
          format,
          [],
          // Neither is read as HTML.
          ['json', 'table'].includes(format) || format.startsWith('ndjson'),
        ]);
      }
    },
  );

  test('of a computer that only stands in for the client, nothing is told', async () => {
    const report = await check({
      plan: makePlan(lab.plan.site),
      from: 'client',
      clients: ['pc001'],
      standsFor: 'pc001',
      lookAtSelf: (ports, signal) => lookAtSelf(ports, signal, WINDOWS),
    });
    expect(selfOf(JSON.stringify(report))).toBeUndefined();
  });
});
