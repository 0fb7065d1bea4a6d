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
import { closeListeners } from '../support/listeners.ts';
import { printed, windows } from '../self/machine.ts';
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

const WINDOWS = windows({
  '-an': printed('netstat/windows.txt'),
  'advfirewall show currentprofile': printed('netsh/profile-en.txt'),
  'advfirewall firewall show rule name=all dir=in': printed('netsh/rules-en.txt'),
});

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
      const text = await renderReport(report, format, {});
      const shows = ['table', 'markdown', 'html'].includes(format);
      expect([format, text.includes('Windows Firewall, domain profile: on')]).toEqual([
        format,
        shows,
      ]);
    }
    expect(await renderReport(report, 'table', {})).toContain('TCP 445 is listened on');
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
});
