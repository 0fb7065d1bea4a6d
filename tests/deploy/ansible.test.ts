import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shardOf } from '../../src/cli/clients/shard.ts';
import type { Report } from '../../src/report/model/report.ts';
import { mergeFiles } from '../../src/cli/merge/merge-files.ts';
import type { CommandResult } from '../real/support/command.ts';
import { DOMAIN } from '../real/support/domain.ts';
import { Network } from '../real/support/network.ts';
import { describeReal } from '../real/support/prerequisites.ts';
import { Estate } from './support/estate.ts';

/** Runs that wait for the management point do so for longer than they may. */
const PATIENT = {
  ccm_preflight_arguments: ['--timeout', '90s', '--retries', '0'],
  ccm_preflight_time_limit: 12,
};
const BOUNDS = { ccm_preflight_time_limit: 60, ccm_preflight_kill_after: 5 };
const LISTED = ['pc001', 'pc002', 'pc003', 'pc004', 'pc005', 'pc006', 'pc007', 'pc008', 'pc009'];
const SITE_SERVERS = ['cm01', 'cm02', 'cm03'];

const full = (name: string): string => `${name}.${DOMAIN}`;

interface HostsFile {
  readonly missing: readonly string[];
  readonly hosts: Readonly<
    Record<string, Readonly<Record<'state' | 'detail' | 'report' | 'left', string>>>
  >;
}

describeReal(['ansible'])('the playbook for Ansible', () => {
  let network: Network;
  let estate: Estate;

  beforeAll(async () => {
    network = await Network.create();
    estate = await Estate.build(network, {
      up: ['cm01', 'cm02', 'pc001', 'pc003', 'pc004', 'pc005'],
      down: ['cm03', 'pc002'],
      listed: LISTED,
    });
  });

  afterAll(() => network.close());

  const ALL = {
    site_servers: { cm01: BOUNDS, cm02: BOUNDS, cm03: BOUNDS },
    pilot_clients: {
      pc001: BOUNDS,
      pc002: BOUNDS,
      pc003: { ...BOUNDS, ...PATIENT },
      pc004: { ...BOUNDS, ...PATIENT },
      pc005: { ...BOUNDS, ...PATIENT },
    },
  };

  test('--check asks who is there, says what a run would do, and changes nothing', async () => {
    const { exitCode, stdout, stderr } = await estate.play(ALL, ['--check']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('--from site-server --site site.yaml --clients clients.txt --shard 2/3');
    expect(text).toContain(`--from client --site site.yaml --client-name ${full('pc001')}`);
    expect(text).toContain(`${full('pc002')}: down`);
    expect(estate.runs()).toEqual([]);
    for (const name of estate.machines.keys())
      expect([name, estate.leftOn(name)]).toEqual([name, []]);
  });

  describe('with hosts that are down, slow, killed half way and lost half way', () => {
    let played: CommandResult;
    let folder: string;
    let hosts: HostsFile;
    let merged: Report;

    beforeAll(async () => {
      for (const name of ['pc003', 'pc004', 'pc005']) await estate.makeWait(name);
      const playing = estate.play(ALL);
      const faults = Promise.all([
        estate.runUnderWay('pc004').then((pid) => process.kill(pid, 'SIGKILL')),
        estate
          .runUnderWay('pc005')
          .then(() => estate.machine('pc005').host.mustRun(['ip', 'link', 'set', 'eth0', 'down'])),
      ]);
      [played] = await Promise.all([playing, faults]);
      folder = estate.runs().at(-1) ?? '';
      hosts = JSON.parse(fs.readFileSync(path.join(folder, 'hosts.json'), 'utf8'));
      merged = await mergeFiles({ reports: [path.join(folder, 'merged.ndjson')] });
    });

    test.each([
      ['cm01', 'reported'],
      ['cm02', 'reported'],
      ['cm03', 'down'],
      ['pc001', 'reported'],
      ['pc002', 'down'],
      ['pc003', 'timed out'],
      ['pc004', 'killed'],
      ['pc005', 'lost'],
    ])('%s: %s', (name, state) => {
      expect(hosts.hosts[full(name)]?.state).toBe(state);
      expect(played.stdout).toContain(`${full(name)}: ${state}`);
    });

    test('the play fails, and names who gave no whole report', () => {
      expect(played.exitCode).toBe(2);
      const missing = ['cm03', 'pc002', 'pc003', 'pc004', 'pc005'].map(full);
      expect(hosts.missing).toEqual(missing);
      expect(played.stdout).toContain(`No whole report from: ${missing.join(', ')}`);
    });

    test('the merged report joins both ends, and says that it is not whole', () => {
      expect(merged.run).toMatchObject({ joined: ['site-server', 'client'], complete: false });
      const pushed = (name: string): string | undefined =>
        merged.clients
          .find(({ client }) => client === full(name))
          ?.methods.find(({ method }) => method === 'client-push')?.verdict;
      expect(pushed('pc001')).toBe('works');
      expect(pushed('pc002')).toBe('breaks');
    });

    test('the merged report names what is missing, and why', () => {
      const missing = [
        `${full('cm03')} (down)`,
        `${full('pc002')} (down)`,
        `${full('pc003')} (timed out)`,
        `${full('pc004')} (killed)`,
        `${full('pc005')} (lost)`,
      ];
      expect(merged.run.missing).toEqual(missing);
      const table = fs
        .readFileSync(path.join(folder, 'merged.txt'), 'utf8')
        .replaceAll(/\s+/g, ' ');
      expect(table).toContain(`No whole report from ${missing.join(', ')}`);
    });

    test('clients of the shares that were looked at are in it, and pilots that reported', () => {
      const pilots = ['pc001'].map(full);
      const looked = LISTED.map(full).filter((name) => shardOf(name, SITE_SERVERS.length) !== 3);
      expect(looked.length).toBeLessThan(LISTED.length);
      const seen = merged.clients.map(({ client }) => client);
      expect(new Set(seen)).toEqual(new Set([...looked, ...pilots]));
    });

    test('nothing is left behind but on the host that was lost, which is told', () => {
      for (const name of ['cm01', 'cm02', 'pc001', 'pc003', 'pc004']) {
        expect([name, estate.leftOn(name)]).toEqual([name, []]);
        expect(hosts.hosts[full(name)]?.left).toBe('');
      }
      const left = hosts.hosts[full('pc005')]?.left ?? '';
      expect(fs.statSync(left).mode & 0o777).toBe(0o700);
      expect(played.stdout).toContain(`left behind: ${left}`);
    });
  });

  test('with --tags ask nothing but the question is sent', async () => {
    const before = estate.runs();
    const { exitCode, stdout } = await estate.play(
      { site_servers: { cm03: {} }, pilot_clients: { pc001: {} } },
      ['--tags', 'ask'],
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${full('cm03')}: down`);
    expect(stdout).toContain(`${full('pc001')}: not run`);
    expect(estate.leftOn('pc001')).toEqual([]);
    expect(estate.runs()).toEqual(before);
  });

  test('in batches of one a host that is down stops nobody, and old folders are removed', async () => {
    const { host, folders } = estate.machine('pc005');
    await host.mustRun(['ip', 'link', 'set', 'eth0', 'up']);
    await host.filterIncoming([]);
    const [left = ''] = fs.readdirSync(folders.temporary);
    expect(left).toMatch(/^ccm-preflight\./);
    const longAgo = new Date(Date.now() - 7_200_000);
    fs.utimesSync(path.join(folders.temporary, left), longAgo, longAgo);
    const { exitCode, stdout } = await estate.play(
      { site_servers: {}, pilot_clients: { pc002: {}, pc001: BOUNDS, pc005: BOUNDS } },
      ['-e', 'ccm_preflight_serial=1', '-e', 'ccm_preflight_fail_on_missing=false'],
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('2 of 3 hosts gave a whole report.');
    expect(estate.leftOn('pc005')).toEqual([]);
  });

  test('a second run of hosts in order changes nothing but the reports', async () => {
    const groups = { site_servers: { cm01: {} }, pilot_clients: { pc001: {} } };
    const before = estate.runs().length;
    const { exitCode, stdout } = await estate.play(groups);
    expect([exitCode, estate.runs().length]).toEqual([0, before + 1]);
    const changed = stdout.split('\nTASK ').filter((task) => /^changed: /m.test(task));
    expect(changed.map((task) => /: ([^\]]*)\]/.exec(task)?.[1])).toEqual([
      "Make the run's folder on the controller",
      'Fetch the report, also of a run that failed',
      'Write down what became of each host',
      'Merge',
    ]);
    for (const name of ['cm01', 'pc001']) expect([name, estate.leftOn(name)]).toEqual([name, []]);
  });
});
