import { describe, expect, test } from '@jest/globals';
import { FLOW_NAMES, type FlowName } from '../../src/catalogue/flow.ts';
import { type LogName, failureOf, symptomOf } from '../../src/judge/symptom.ts';
import type { Cause, Outcome } from '../../src/probe/observation.ts';
import { EN } from '../../src/text/en/index.ts';
import { httpEvidence, observed } from '../support/observations.ts';

const OUTCOMES: readonly Outcome[] = [
  'refused',
  'filtered',
  'unreachable',
  'unresolved',
  'silent',
  'wrong-service',
  'wrong-host',
  'unhealthy',
];

/** The errors that facts.md section 5 names, as `hex decimal`. */
const errorsOf = (
  name: FlowName,
  outcome: Outcome,
  cause: Cause | null = null,
  status: number | null = null,
): string[] =>
  symptomOf(name, { outcome, cause, status }, 'current-branch').errors.map(
    ({ hex, decimal }) => `${hex} ${decimal}`,
  );

test.each<[FlowName, LogName]>([
  ['icmp', 'none'],
  ['smb', 'ccm.log'],
  ['rpc-endpoint-mapper', 'ccm.log'],
  ['rpc-endpoint-mapper-udp', 'none'],
  ['rpc-dynamic', 'ccm.log'],
  ['slp-http', 'ccmsetup.log'],
  ['fsp-http', 'none'],
  ['mp-http', 'ccmsetup.log'],
  ['mp-https', 'ccmsetup.log'],
  ['sup-http', 'WindowsUpdate.log'],
  ['sup-https', 'WindowsUpdate.log'],
  ['source-smb', 'ccmsetup.log'],
  ['package-smb', 'Application event log'],
  ['share-smb', 'none'],
  ['dp-http', 'ccmsetup.log'],
  ['dp-https', 'ccmsetup.log'],
  ['dp-smb', 'ccmsetup.log'],
  ['client-notification', 'none'],
  ['cmg-https', 'ccmsetup.log'],
  ['crl-http', 'ccmsetup.log'],
])('%s is seen in: %s', (name, log) => {
  for (const outcome of OUTCOMES)
    expect(symptomOf(name, { outcome, cause: null, status: null }, 'current-branch').log).toBe(log);
});

describe('the code in the log', () => {
  test.each<[FlowName, Outcome, string[]]>([
    ['smb', 'filtered', ['0x80070035 53']],
    ['smb', 'refused', ['0x80070035 53']],
    ['smb', 'unresolved', ['0x80070035 53']],
    ['smb', 'wrong-host', ['0x80070574 1396', '0x80070005 5']],
    ['smb', 'wrong-service', ['0x80070040 64', '0x80070035 53']],
    ['rpc-endpoint-mapper', 'filtered', ['0x800706BA 1722']],
    ['rpc-dynamic', 'filtered', ['0x800706BA 1722']],
    ['mp-http', 'unresolved', ['0x80072EE7 12007']],
    ['mp-http', 'filtered', ['0x80072EE2 12002']],
    ['mp-http', 'silent', ['0x80072EE2 12002']],
    ['mp-http', 'refused', ['0x80072EFD 12029']],
    ['mp-http', 'unreachable', ['0x80072EFD 12029']],
    ['mp-http', 'wrong-service', ['0x80072F78 12152']],
    ['mp-http', 'unhealthy', ['0x801901F4 500']],
    ['sup-http', 'refused', ['0x80072EFD 12029']],
    ['mp-http', 'open', []],
    ['mp-http', 'wrong-host', []],
    ['mp-http', 'inconclusive', []],
    ['mp-http', 'error', []],
    ['sup-http', 'unresolved', ['0x8024402C 16428']],
    ['sup-https', 'unresolved', ['0x8024402C 16428']],
    ['sup-https', 'silent', ['0x80072EE2 12002']],
    ['slp-http', 'refused', ['0x80072EFD 12029']],
    ['dp-http', 'filtered', ['0x80072EE2 12002']],
    ['dp-https', 'unreachable', ['0x80072EFD 12029']],
    ['share-smb', 'filtered', ['0x80070035 53']],
    ['share-smb', 'wrong-service', ['0x80070040 64', '0x80070035 53']],
    ['source-smb', 'refused', ['0x80070035 53']],
    ['source-smb', 'wrong-service', ['0x80070040 64', '0x80070035 53']],
    ['dp-smb', 'wrong-service', ['0x80070040 64', '0x80070035 53']],
    ['rpc-endpoint-mapper-udp', 'refused', []],
    ['client-notification', 'refused', []],
    ['crl-http', 'filtered', ['0x80072F19 12057']],
    ['crl-http', 'inconclusive', []],
    ['package-smb', 'filtered', ['0x8007064C 1612']],
    ['icmp', 'filtered', []],
    ['fsp-http', 'filtered', []],
  ])('%s %s', (name, outcome, errors) => {
    expect(errorsOf(name, outcome)).toEqual(errors);
  });

  test.each<[Outcome, Cause, string[]]>([
    ['wrong-service', 'closed-before-answer', ['0x80072EFE 12030']],
    ['wrong-service', 'reset-before-answer', ['0x80072EFE 12030']],
    ['wrong-service', 'not-tls', ['0x80072F8F 12175']],
    ['wrong-service', 'tls-handshake-failed', ['0x80072F8F 12175']],
    ['wrong-service', 'foreign-content', ['0x80072F78 12152']],
    ['unhealthy', 'certificate-expired', ['0x80072F8F 12175', '0x80072F05 12037']],
    ['unhealthy', 'certificate-not-yet-valid', ['0x80072F8F 12175', '0x80072F05 12037']],
    ['unhealthy', 'certificate-name', ['0x80072F8F 12175', '0x80072F06 12038']],
    ['unhealthy', 'certificate-usage', ['0x80072F8F 12175', '0x80072F93 12179']],
    ['unhealthy', 'certificate-issuer', ['0x80072F8F 12175', '0x80072F0D 12045']],
    ['unhealthy', 'server-error', ['0x801901F4 500']],
  ])('mp-https %s, %s', (outcome, cause, errors) => {
    expect(errorsOf('mp-https', outcome, cause)).toEqual(errors);
  });

  test.each<[FlowName, Outcome, Cause, number, string[]]>([
    ['dp-http', 'wrong-service', 'no-content-folder', 404, ['0x80190194 404']],
    ['dp-http', 'unhealthy', 'server-error', 503, ['0x801901F7 503']],
    ['dp-http', 'wrong-service', 'proxy-authentication', 407, ['0x80190197 407']],
    ['dp-https', 'unhealthy', 'tls-required', 403, ['0x80190193 403']],
    ['dp-http', 'wrong-service', 'filter-page', 511, ['0x801901FF 511']],
    ['dp-http', 'wrong-service', 'filter-page', 200, ['0x80072F78 12152']],
    ['dp-http', 'wrong-service', 'redirect-elsewhere', 302, ['0x80072F78 12152']],
    ['slp-http', 'unhealthy', 'server-error', 500, ['0x801901F4 500']],
    ['mp-http', 'unhealthy', 'forbidden', 403, ['0x87D0027E 638']],
    ['mp-https', 'wrong-service', 'unexpected-status', 404, ['0x87D0027E 638']],
    ['mp-http', 'wrong-service', 'foreign-content', 200, ['0x80072F78 12152']],
    // A client that turns the certificate down never sees the status.
    ['mp-https', 'unhealthy', 'certificate-name', 403, ['0x80072F8F 12175', '0x80072F06 12038']],
    ['sup-http', 'unhealthy', 'logon-demanded', 401, ['0x80244017 16407']],
    ['sup-http', 'wrong-service', 'filter-page', 403, ['0x80244018 16408']],
    ['sup-http', 'wrong-service', 'unexpected-status', 404, ['0x80244019 16409']],
    ['sup-http', 'wrong-service', 'proxy-authentication', 407, ['0x8024401B 16411']],
    ['sup-http', 'unhealthy', 'server-error', 500, ['0x8024401F 16415']],
    ['sup-http', 'unhealthy', 'server-error', 502, ['0x80244021 16417']],
    ['sup-http', 'unhealthy', 'server-error', 503, ['0x80244022 16418']],
    ['sup-http', 'unhealthy', 'server-error', 504, ['0x80244023 16419']],
    ['sup-http', 'wrong-service', 'unexpected-status', 418, ['0x8024402B 16427']],
    ['sup-https', 'unhealthy', 'update-client-certificate', 403, ['0x80072F0C 12044']],
    ['sup-http', 'wrong-service', 'foreign-content', 200, ['0x80072F78 12152']],
  ])('%s %s, %s, status %d', (name, outcome, cause, status, errors) => {
    expect(errorsOf(name, outcome, cause, status)).toEqual(errors);
  });

  test.each([
    ['current-branch', ['0x87D0027E'], 'StatusCode=403'],
    ['cm2007', [], 'returned status code 403'],
  ] as const)("a management point's status, in the words of %s", (product, codes, said) => {
    const failure = { outcome: 'unhealthy', cause: 'forbidden', status: 403 } as const;
    const symptom = symptomOf('mp-http', failure, product);
    expect(symptom.errors.map(({ hex }) => hex)).toEqual(codes);
    expect(symptom.said).toBe(said);
  });

  test('the hexadecimal and the decimal form are one number', () => {
    for (const name of FLOW_NAMES) {
      for (const outcome of OUTCOMES) {
        for (const { hex, decimal } of symptomOf(
          name,
          { outcome, cause: null, status: null },
          'current-branch',
        ).errors) {
          expect(Number.parseInt(hex, 16) & 0xffff).toBe(decimal);
          expect(hex).toMatch(/^0x80(07|19|24)[0-9A-F]{4}$/);
        }
      }
    }
  });
});

describe('what each number is called', () => {
  const CAUSES: readonly (Cause | null)[] = [
    null,
    'closed-before-answer',
    'not-tls',
    'certificate-expired',
    'certificate-name',
    'certificate-usage',
    'certificate-issuer',
  ];
  const names = new Map(
    FLOW_NAMES.flatMap((name) =>
      OUTCOMES.flatMap((outcome) =>
        CAUSES.flatMap((cause) =>
          symptomOf(name, { outcome, cause, status: null }, 'current-branch').errors.map(
            ({ key, decimal }) => [decimal, EN.logErrors[key]],
          ),
        ),
      ),
    ),
  );

  test.each([
    [5, 'access is denied'],
    [53, 'the network path was not found'],
    [64, 'the specified network name is no longer available'],
    [500, 'internal server error'],
    [1396, 'the target account name is incorrect'],
    [1612, 'the installation source is not available'],
    [1722, 'the RPC server is unavailable'],
    [12_002, 'timeout'],
    [12_007, 'name not resolved'],
    [12_029, 'cannot connect'],
    [12_030, 'connection aborted'],
    [12_037, 'certificate date invalid'],
    [12_038, 'certificate name invalid'],
    [12_045, 'certificate issuer unknown'],
    [12_057, 'the certificate revocation list cannot be read'],
    [12_152, 'invalid server response'],
    [12_175, 'TLS failure'],
    [12_179, 'certificate for another purpose'],
    [16_428, "the update server's name was not resolved"],
  ])('%d', (decimal, name) => {
    expect(names.get(decimal)).toBe(name);
  });

  test('and no others', () => {
    expect(names.size).toBe(19);
  });
});

test('a failure is an outcome, and its cause where there is one', () => {
  expect(failureOf(observed('refused'))).toEqual({
    outcome: 'refused',
    cause: null,
    status: null,
  });
  expect(failureOf(observed('unhealthy', httpEvidence({ status: 503 })))).toEqual({
    outcome: 'unhealthy',
    cause: 'server-error',
    status: 503,
  });
});

test('what was blocked beside the GET shows in the logs by what the filter answered there', () => {
  const blocked = (status: number | null) =>
    failureOf({
      outcome: 'wrong-service',
      cause: 'verb-blocked',
      evidence: httpEvidence({
        besides: { request: 'ccm-post', seen: 'filtered', status, filter: 'Squid' },
      }),
    });
  expect(symptomOf('mp-http', blocked(403), 'current-branch').said).toBe('StatusCode=403');
  expect(symptomOf('sup-http', blocked(407), 'current-branch').errors).toMatchObject([
    { hex: '0x8024401B' },
  ]);
  expect(symptomOf('mp-http', blocked(null), 'current-branch').errors).toMatchObject([
    { hex: '0x80072F78' },
  ]);
});
