import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { REPORTS, render } from './scenes.ts';

/** Contract section 8, field by field; more fields may come. */
const verdict = z.enum(['works', 'degraded', 'breaks', 'unproven', 'not-applicable']);
const status = z.enum(['met', 'unmet', 'unproven']);
const probed = [
  'open',
  'refused',
  'filtered',
  'unreachable',
  'unresolved',
  'silent',
  'wrong-service',
  'wrong-host',
  'unhealthy',
  'inconclusive',
  'error',
] as const;
const method = z.enum([
  'client-push',
  'software-update-point',
  'group-policy',
  'manual',
  'software-distribution',
]);
const id = z.string().regex(/^[a-z-]+\/[a-z-]+$/);
const role = z.enum([
  'client',
  'site-server',
  'management-point',
  'distribution-point',
  'server-locator-point',
  'fallback-status-point',
  'software-update-point',
  'source-server',
]);
const vantage = z.enum(['site-server', 'client']);

const run = z.object({
  from: vantage,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  complete: z.boolean(),
});
const site = z.object({
  product: z.enum(['cm2007', 'current-branch']),
  communication: z.enum(['mixed', 'native', 'http', 'https', 'enhanced-http']),
  siteCode: z.string().nullable(),
});
const catalogue = z.record(
  id,
  z.object({
    necessity: z.enum(['required', 'helpful', 'documented']),
    from: vantage,
    to: role,
    transport: z.enum(['tcp', 'udp', 'icmp']),
    purpose: z.string().min(1),
    symptom: z.string().min(1),
    fix: z.string().min(1),
    source: z.string().min(1),
  }),
);
const endpoint = z.object({
  host: z.string(),
  address: z.string().nullable(),
  port: z.number().nullable(),
  outcome: z.enum(probed),
  reached: z.enum(['none', 'resolved', 'connected', 'tls', 'protocol', 'service']),
  rttMs: z.number().nullable(),
  attempts: z.number().int(),
  evidence: z.record(z.string(), z.unknown()),
});
const client = z.object({
  client: z.string(),
  answered: z.boolean().nullable(),
  methods: z.array(
    z.object({
      method,
      verdict,
      here: verdict,
      brokenBy: z.array(id),
      degradedBy: z.array(id),
      unproven: z.array(id),
      explanation: z.string(),
      alternatives: z.array(method),
    }),
  ),
  requirements: z.array(
    z.object({
      id,
      status,
      outcome: z.enum([...probed, 'not-checked', 'not-named']),
      endpoints: z.array(endpoint),
    }),
  ),
  warnings: z.array(z.object({ code: z.string(), message: z.string().min(1) })),
});
const summary = z.object({
  clients: z.number().int(),
  noAnswer: z.number().int(),
  verdicts: z.record(z.string(), z.record(z.string(), z.number().int())),
  exitCode: z.number().int(),
});
const indirect = z.array(
  z.object({ host: z.string(), port: z.number().nullable(), outcome: z.enum(probed) }),
);
const report = z.object({
  schema: z.literal('ccm-preflight/report/1'),
  tool: z.object({ name: z.literal('ccm-preflight'), version: z.string() }),
  run,
  site,
  catalogue,
  clients: z.array(client),
  indirect,
  summary,
});

const text = (value: unknown): string => JSON.stringify(value);

/** What a client's line says in the same words as a document. */
const leanClients = z.array(
  z.object({
    ...client.shape,
    methods: z.array(client.shape.methods.element.omit({ explanation: true })),
    requirements: z.array(
      z.object({
        ...client.shape.requirements.element.shape,
        endpoints: z.array(endpoint.omit({ rttMs: true, attempts: true, evidence: true })),
      }),
    ),
    warnings: z.array(z.object({ code: z.string() })),
  }),
);

/** Without the requirements that the run's line speaks of for every client. */
function withoutUnprobed<C extends z.infer<typeof client>>(entry: C, document: unknown): C {
  const { catalogue: said } = z
    .object({ catalogue: z.record(z.string(), z.object({ unprobed: z.string().nullable() })) })
    .parse(document);
  return {
    ...entry,
    requirements: entry.requirements.filter(
      (requirement) => said[requirement.id]?.unprobed !== requirement.outcome,
    ),
  };
}

describe.each(Object.entries(REPORTS))('%s', (_name, scene) => {
  const rendered = render(scene, 'json');
  const json = report.parse(JSON.parse(rendered.text));

  test('the JSON report has the shape of the contract', () => {
    expect(json.summary.exitCode).toBe(rendered.exitCode);
    expect(json.summary.clients).toBe(json.clients.length);
    expect(json.run).toEqual({
      from: scene.from,
      startedAt: '2024-05-01T12:00:00.000Z',
      finishedAt: '2024-05-01T12:00:07.250Z',
      complete: scene.interrupted !== true,
    });
  });

  test('every id that a client names stands in the catalogue', () => {
    for (const { methods, requirements } of json.clients) {
      const named = [
        ...requirements.map((requirement) => requirement.id),
        ...methods.flatMap(({ brokenBy, degradedBy, unproven }) => [
          ...brokenBy,
          ...degradedBy,
          ...unproven,
        ]),
      ];
      for (const each of named) expect(json.catalogue).toHaveProperty([each]);
    }
  });

  test('a method that does not work has a sentence, one that works has none', () => {
    for (const { methods } of json.clients) {
      for (const each of methods) {
        expect([each.method, each.explanation !== '']).toEqual([
          each.method,
          each.verdict !== 'works',
        ]);
      }
    }
  });

  test('the summary counts what the clients say', () => {
    const counted: Record<string, Record<string, number>> = {};
    for (const { methods } of json.clients) {
      for (const each of methods) {
        const counts = (counted[each.method] ??= {});
        counts[each.verdict] = (counts[each.verdict] ?? 0) + 1;
      }
    }
    expect(json.summary.verdicts).toEqual(counted);
    expect(json.summary.noAnswer).toBe(
      json.clients.filter(({ answered }) => answered === false).length,
    );
  });

  test('NDJSON says the same in lines: run, clients, summary', () => {
    const body = render(scene, 'ndjson').text;
    expect(body.endsWith('\n')).toBe(true);
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line) => z.looseObject({ type: z.string() }).parse(JSON.parse(line)));
    expect(lines.map(({ type }) => type)).toEqual([
      'run',
      ...json.clients.map(() => 'client'),
      'summary',
    ]);
    const [first, ...rest] = lines;
    const last = rest.pop();
    const whole: unknown = JSON.parse(rendered.text);
    const raw = z.object({ clients: z.array(z.unknown()) }).parse(whole);
    expect(first).toMatchObject({ site: json.site, tool: json.tool, schema: json.schema });
    expect(text(first?.['catalogue'])).toBe(text(z.looseObject({}).parse(whole)['catalogue']));
    const lean = leanClients.parse(
      raw.clients.map((entry) => withoutUnprobed(client.parse(entry), whole)),
    );
    expect(leanClients.parse(rest)).toEqual(lean);
    for (const line of rest) expect(text(line)).not.toMatch(/"explanation"|"message"/);
    expect(last).toMatchObject({ ...json.summary, run: json.run });
  });
});

test('a report without clients is a report', () => {
  const empty = render({ title: '', from: 'site-server', clients: [], interrupted: true }, 'json');
  expect(report.parse(JSON.parse(empty.text)).clients).toEqual([]);
  expect(empty.exitCode).toBe(130);
});
