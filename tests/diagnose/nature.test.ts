import { expect, test } from '@jest/globals';
import { serviceOf } from '../../src/catalogue/ends.ts';
import { FLOW_NAMES } from '../../src/catalogue/flow.ts';
import { LOG_ERRORS, LOG_ERROR_KEYS } from '../../src/catalogue/log-errors.ts';
import { allFlows } from '../../src/catalogue/all-flows.ts';
import { METHODS } from '../../src/catalogue/vocabulary.ts';
import { NETWORK_NATURES, STEPS, type Step } from '../../src/diagnose/model.ts';
import { interpret } from '../../src/diagnose/nature.ts';
import { type Failure, symptomOf } from '../../src/judge/symptom.ts';
import { CAUSES, type Outcome } from '../../src/probe/observation.ts';

const UNMET: readonly Outcome[] = [
  'refused',
  'filtered',
  'unreachable',
  'unresolved',
  'silent',
  'wrong-service',
  'wrong-host',
  'unhealthy',
];

const STEP_OF: Readonly<Record<string, Step>> = {
  smb: 'admin-share',
  'rpc-endpoint-mapper': 'wmi',
  'rpc-dynamic': 'wmi',
  'mp-http': 'management-point',
  'mp-https': 'management-point',
  'slp-http': 'server-locator-point',
  'dp-http': 'distribution-point',
  'dp-https': 'distribution-point',
  'source-smb': 'source',
};

const FAILURES: readonly Pick<Failure, 'cause' | 'status'>[] = [
  ...[null, ...CAUSES].map((cause) => ({ cause, status: null })),
  // 407 and 511 are a proxy's or a portal's: no flow of the catalogue.
  ...[400, 401, 403, 404, 405, 408, 500, 501, 502, 503, 504].map((status) => ({
    cause: null,
    status,
  })),
];

/** Both ends of one table: what a check predicts is what a log is read by. */
test('every error that an outcome predicts points back to the flow, and to the outcome', () => {
  let seen = 0;
  const wrong: unknown[] = [];
  for (const name of FLOW_NAMES) {
    const step = STEP_OF[name];
    if (step === undefined) continue;
    for (const outcome of UNMET) {
      for (const failure of FAILURES) {
        const { log, errors } = symptomOf(name, { outcome, ...failure }, 'current-branch');
        if (log !== 'ccm.log' && log !== 'ccmsetup.log') continue;
        // Access denied comes second, after the name of another computer; alone it is the account's.
        for (const { key, hex, decimal } of errors.filter(
          (error) => error.key !== 'access-denied',
        )) {
          const method = log === 'ccm.log' ? 'client-push' : 'manual';
          const service = serviceOf(name);
          const scheme = service === 'http' || service === 'https' ? service : null;
          const found = interpret({ key, hex, decimal }, { log, step, method, scheme });
          const isRight =
            found.requirements.some((id) => id.endsWith(`/${name}`)) &&
            found.outcomes.includes(outcome) &&
            NETWORK_NATURES.some((nature) => nature === found.nature);
          if (!isRight) wrong.push({ name, outcome, failure, found });
          seen += 1;
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});

test('no error points to a flow that no catalogue has', () => {
  const known = new Set<string>(allFlows().map(({ flow }) => flow.id));
  const pointedTo = STEPS.flatMap((step) =>
    METHODS.flatMap((method) =>
      LOG_ERROR_KEYS.flatMap((key) => {
        const context = { log: 'ccmsetup.log', step, method, scheme: null } as const;
        return interpret({ key, ...LOG_ERRORS[key] }, context).requirements;
      }),
    ),
  );
  expect(pointedTo.length).toBeGreaterThan(1000);
  expect([...new Set(pointedTo)].filter((id) => !known.has(id))).toEqual([]);
});

test.each<[Step, keyof typeof LOG_ERRORS, string, string[]]>([
  ['push', 'bad-network-path', 'network', ['client-push/smb']],
  ['push', 'no-network-provider', 'network', ['client-push/smb']],
  [
    'push',
    'rpc-unavailable',
    'network',
    ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'],
  ],
  [
    'admin-share',
    'rpc-unavailable',
    'network',
    ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'],
  ],
  [
    'wmi',
    'rpc-call-not-executed',
    'network',
    ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'],
  ],
  ['admin-share', 'wrong-target-name', 'name', ['client-push/smb']],
  ['admin-share', 'duplicate-name', 'name', ['client-push/smb']],
  ['admin-share', 'access-denied', 'account', []],
  ['admin-share', 'logon-failure', 'account', []],
  ['admin-share', 'bad-network-name', 'share', []],
  [
    'wmi',
    'unspecified',
    'unspecified',
    ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'],
  ],
  ['push', 'unspecified', 'unspecified', []],
  ['service', 'service-timeout', 'computer', []],
])('%s, %s: %s', (step, key, nature, requirements) => {
  const error = { key, ...LOG_ERRORS[key] };
  expect(
    interpret(error, { log: 'ccm.log', step, method: 'client-push', scheme: null }),
  ).toMatchObject({ nature, requirements });
});

test('the scheme tells one flow from the other', () => {
  const place = { log: 'ccmsetup.log', step: 'management-point', method: 'client-push' } as const;
  const error = { key: 'timeout', ...LOG_ERRORS.timeout } as const;
  expect(interpret(error, { ...place, scheme: 'https' })).toEqual({
    nature: 'network',
    requirements: ['client-push/mp-https'],
    outcomes: ['filtered', 'silent'],
  });
  expect(interpret(error, { ...place, scheme: null }).requirements).toHaveLength(2);
});

test('a flow that a method lacks is named by one that has it', () => {
  const error = { key: 'bad-network-path', ...LOG_ERRORS['bad-network-path'] } as const;
  expect(
    interpret(error, { log: 'ccmsetup.log', step: 'source', method: 'client-push', scheme: null })
      .requirements,
  ).toEqual(['software-update-point/source-smb']);
});
