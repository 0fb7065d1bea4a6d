import { withoutCiCommandsInside } from '../../../src/base/ci-commands.ts';
import { describe, expect, test } from '@jest/globals';
import { EachClient } from '../../../src/report/forms/prometheus/each-client.ts';
import { describeWith, runOn } from '../../support/programs.ts';
import { REPORTS, render, write } from '../scenes.ts';
import { forHostileText, poisoned, scene } from './hostile.ts';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** As the format's description has it: families with their samples, none twice, none mixed. */
function read(text: string): readonly Sample[] {
  const families = new Set<string>();
  let family = '';
  const samples: Sample[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const help = /^# HELP (\w+) ./.exec(line)?.[1];
    if (help !== undefined) {
      if (families.has(help)) throw new Error(`${help} is there twice`);
      families.add(help);
      family = help;
      continue;
    }
    if (/^# TYPE \w+ gauge$/.test(line)) continue;
    const found = /^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/s.exec(line)?.groups;
    if (found === undefined || found['name'] !== family) throw new Error(`no sample: ${line}`);
    samples.push({
      name: family,
      labels: labelsOf(found['labels'] ?? ''),
      value: Number(found['value']),
    });
  }
  return samples;
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/(?<name>\w+)="(?<value>(?:[^"\\]|\\.)*)"(?:,|$)/gsy)];
  if (found.map(([whole]) => whole).join('') !== text) throw new Error(`no labels: ${text}`);
  return Object.fromEntries(
    found.map(({ groups }) => [
      groups?.['name'] ?? '',
      (groups?.['value'] ?? '').replaceAll(/\\(.)/gs, (_all, escaped: string) =>
        escaped === 'n' ? '\n' : escaped,
      ),
    ]),
  );
}

describe('metrics', () => {
  const samples = read(write(scene('client-breaks'), 'prometheus'));
  const valueOf = (name: string, labels: Readonly<Record<string, string>> = {}): number | null =>
    samples.find(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
    )?.value ?? null;

  test.each([
    ['ccm_preflight_run_info', { version: '1.0.0', from: 'client', product: 'current-branch' }, 1],
    ['ccm_preflight_run_timestamp_seconds', {}, Date.UTC(2024, 4, 1, 12, 0, 7, 250) / 1000],
    ['ccm_preflight_run_duration_seconds', {}, 7.25],
    ['ccm_preflight_run_complete', {}, 1],
    ['ccm_preflight_exit_code', {}, 1],
    ['ccm_preflight_clients', {}, 1],
    ['ccm_preflight_clients_without_answer', {}, 0],
    ['ccm_preflight_method_clients', { method: 'manual', verdict: 'breaks' }, 1],
    ['ccm_preflight_method_clients', { method: 'manual', verdict: 'works' }, 0],
    [
      'ccm_preflight_requirement_clients',
      { requirement: 'client-push/smb', outcome: 'not-checked' },
      1,
    ],
    ['ccm_preflight_verdict', { client: 'pc001', method: 'manual', verdict: 'breaks' }, 1],
    ['ccm_preflight_verdict', { client: 'pc001', method: 'manual', verdict: 'works' }, null],
    [
      'ccm_preflight_requirement_outcome',
      { client: 'pc001', requirement: 'manual/share-smb', outcome: 'unreachable' },
      1,
    ],
    [
      'ccm_preflight_requirement_outcome',
      { client: 'pc001', requirement: 'client-push/smb' },
      null,
    ],
    [
      'ccm_preflight_round_trip_seconds',
      { client: 'pc001', requirement: 'software-update-point/sup-https' },
      0.002,
    ],
    [
      'ccm_preflight_certificate_expiry_timestamp_seconds',
      { host: 'sup01.contoso.com', port: '443' },
      Date.UTC(2020, 0) / 1000,
    ],
    [
      'ccm_preflight_certificate_expiry_timestamp_seconds',
      { host: 'mp01.contoso.com', port: '443' },
      Date.UTC(2034, 0) / 1000,
    ],
  ])('%s %j', (name, labels, value) => {
    expect(valueOf(name, labels)).toBe(value);
  });

  test('an incomplete run says so', () => {
    expect(read(write(scene('interrupted'), 'prometheus'))).toContainEqual({
      name: 'ccm_preflight_run_complete',
      labels: {},
      value: 0,
    });
  });
});

test('a round trip has no more digits than were measured', () => {
  const { head, clients } = scene('client-breaks');
  const each = new EachClient();
  for (const entry of clients) {
    const requirements = entry.requirements.map((requirement) => ({
      ...requirement,
      endpoints: requirement.endpoints.map((endpoint) => ({ ...endpoint, rttMs: 64.37 })),
    }));
    each.add({ ...entry, requirements }, head);
  }
  expect([...each.texts()].join('')).toMatch(/^ccm_preflight_round_trip_seconds\{.*\} 0\.06437$/m);
});

test('too many clients are told of in sums alone', () => {
  const { head, clients } = scene('collection');
  const each = new EachClient(clients.length - 1);
  for (const entry of clients.slice(1)) each.add(entry, head);
  expect(each.isWhole).toBe(true);
  expect([...each.texts()].join('')).toContain('client="pc003.contoso.com"');
  for (const entry of clients.slice(0, 1)) each.add(entry, head);
  expect([each.isWhole, [...each.texts()]]).toEqual([false, []]);
});

test('whatever a server says, it stays the text of a label', () => {
  const told = scene('collection');
  const before = read(write(told, 'prometheus'));
  forHostileText((text) => {
    const samples = read(write(poisoned(told, text), 'prometheus'));
    expect(samples.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
    const poison = (client: string | undefined): string | undefined =>
      client === undefined
        ? client
        : withoutCiCommandsInside(Buffer.from(`${text}${client}${text}`).toString());
    expect(samples.map(({ labels }) => labels['client'])).toEqual(
      before.map(({ labels }) => poison(labels['client'])),
    );
  });
});

describeWith('promtool')('promtool', () => {
  const check = (text: string): string => runOn(text, 'promtool', 'check', 'metrics');

  test.each(Object.entries(REPORTS))('%s: finds no fault', (_name, report) => {
    expect(check(render(report, 'prometheus').text)).toBe('');
  });

  test('would find one', () => {
    const text = write(scene('client-works'), 'prometheus');
    expect(() => check(text.replace('# HELP ccm_preflight_run_info', '# HELLO'))).toThrow(
      'no help text',
    );
    expect(() => check(`${text}ccm_preflight_run_info{a="b"`)).toThrow('parsing error');
  });

  test('nor in what a hostile server says', () => {
    const told = scene('client-breaks');
    forHostileText((text) => {
      expect(check(write(poisoned(told, Buffer.from(text).toString()), 'prometheus'))).toBe('');
    }, 5);
  });
});
