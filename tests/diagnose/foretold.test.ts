import { describe, expect, test } from '@jest/globals';
import { FLOW_NAMES, type FlowName } from '../../src/catalogue/flow.ts';
import { PRODUCTS } from '../../src/catalogue/vocabulary.ts';
import { type Failure, type LogError, type Symptom, symptomOf } from '../../src/judge/symptom.ts';
import { CAUSES, type Outcome } from '../../src/probe/observation.ts';
import { computersOf, pushLog, setupLog } from './read.ts';

const STATUSES = [null, 400, 401, 403, 404, 405, 408, 500, 501, 502, 503, 504] as const;

const OUTCOMES = [
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
] as const satisfies readonly Outcome[];

/** What a check may have seen. */
const FAILURES: readonly Failure[] = OUTCOMES.flatMap((outcome) =>
  [null, ...CAUSES].flatMap((cause) => STATUSES.map((status) => ({ outcome, cause, status }))),
);

/** A server of each web flow, as CCMSetup asks it. */
const URLS: Partial<Record<FlowName, string>> = {
  'slp-http': 'http://srv/SMS_SLP/slp.dll?site',
  'mp-http': 'http://srv/ccm_system/request',
  'mp-https': 'https://srv/ccm_system/request',
  'cmg-https': 'https://srv/CCM_Proxy_MutualAuth/7205/ccm_system/request',
  'crl-http': 'https://srv/ccm_system/request',
  'dp-http': 'http://srv/SMS_DP_SMSPKG$/S0100003',
  'dp-https': 'https://srv/SMS_DP_SMSPKG$/S0100003',
};

const SHARES: Partial<Record<FlowName, string>> = {
  'source-smb': '\\\\srv\\ccmclient',
  'dp-smb': '\\\\srv\\SMSPKGC$\\S0100003',
};

const UPDATE_URLS: Partial<Record<FlowName, string>> = {
  'sup-http': 'http://srv:8530/selfupdate/wuident.cab',
  'sup-https': 'https://srv:8531/ClientWebService/client.asmx',
};

/** The log that a check foretells, in the words of Configuration Manager; null where none is read. */
function logOf(name: FlowName, { log, errors, said }: Symptom): string | null {
  switch (log) {
    case 'ccm.log':
      return pushLog([
        '======>Begin Processing request: "1", machine name: "SEA-07"',
        ...errors.map((error) =>
          name === 'smb'
            ? `---> Failed to connect to \\\\SEA-07\\admin$ using machine account (${error.decimal})`
            : `---> Unable to connect to WMI on remote machine "SEA-07", error = ${error.hex}.`,
        ),
        'Stored request "1", machine name "SEA-07", in queue "Retry".',
      ]);
    case 'ccmsetup.log':
      return setupLog([
        '==========[ ccmsetup started in process 1 ]==========',
        ...(SHARES[name] === undefined
          ? webLines(URLS[name] ?? '', errors, said)
          : errors.map(({ decimal }) => `!Source ${SHARES[name]} is inaccessible (${decimal})`)),
        'Next retry in 10 minute(s)...',
      ]);
    case 'WindowsUpdate.log':
      return errors
        .map(
          ({ hex }) =>
            `2026-01-12\t09:00:00:123\t 968\t1b04\tMisc\tWARNING: WinHttp: SendRequestUsingProxy failed for <${UPDATE_URLS[name]}>. error ${hex}`,
        )
        .join('\r\n');
    case 'Application event log':
    case 'none':
      return null;
  }
}

function webLines(url: string, errors: readonly LogError[], said: string | null): string[] {
  const asked = `![CCMHTTP] ERROR: URL=${url}, Port=80, Options=224, Code=0, Text=CCM_E_BAD_HTTP_STATUS_CODE`;
  return [
    ...(said === null ? [] : [asked, `![CCMHTTP] ERROR INFO: ${said} StatusText=x`]),
    ...errors.map(({ hex, decimal }) =>
      hex.startsWith('0x80072')
        ? `![CCMHTTP] ERROR: URL=${url}, Port=80, Options=224, Code=${decimal}, Text=ERROR_WINHTTP_X`
        : `!Failed to download from '${url}', error ${hex}.`,
    ),
  ];
}

/** TLS has no part in plain HTTP, nor a status in shares: what no check sees foretells nothing. */
function isPossible(name: FlowName, { cause }: Failure): boolean {
  const isOfTls = cause !== null && /certificate|tls/.test(cause);
  return !isOfTls || name.endsWith('https');
}

const foretelling = (name: FlowName): readonly (readonly [Failure, string])[] =>
  FAILURES.filter((failure) => isPossible(name, failure)).flatMap((failure) =>
    PRODUCTS.flatMap((product) => {
      const symptom = symptomOf(name, failure, product);
      const isTold = symptom.errors.length > 0 || symptom.said !== null;
      const log = isTold ? logOf(name, symptom) : null;
      return log === null ? [] : [[failure, log] as const];
    }),
  );

/** Flows whose failure shows in no log that is read. */
const WITHOUT_LOG: readonly FlowName[] = [
  // Nothing is logged: the client goes on without it, or CCMSetup never starts.
  'fsp-http',
  'icmp',
  'rpc-endpoint-mapper-udp',
  'share-smb',
  'client-notification',
  // Windows goes by what it remembers, or asks another server.
  'dns',
  'kerberos',
  'ldap',
  'global-catalog',
  // Windows Installer writes to the event log.
  'package-smb',
];

/** Outcomes that stop nothing, so that no log tells of them. */
const WITHOUT_SYMPTOM: readonly Outcome[] = ['open', 'inconclusive', 'error'];

describe('what a check foretells is found again in the log, and points to the flow', () => {
  const WITH_LOG = FLOW_NAMES.filter((name) => !WITHOUT_LOG.includes(name));

  test.each(WITH_LOG)('%s', (name) => {
    const missed = new Set<string>();
    const logs = new Map(
      foretelling(name)
        .filter(([{ outcome }]) => !WITHOUT_SYMPTOM.includes(outcome))
        .map(([failure, log]) => [log, failure]),
    );
    for (const [log, failure] of logs) {
      const [computer] = computersOf(log);
      const ids = computer?.decisive?.requirements ?? [];
      if (!ids.some((id) => id.endsWith(`/${name}`))) {
        missed.add(`${JSON.stringify(failure)}: ${ids.join()}`);
      }
    }
    expect([...missed]).toEqual([]);
    expect(logs.size).toBeGreaterThan(0);
  });

  test.each(WITHOUT_LOG)('%s foretells no log that is read', (name) => {
    expect(foretelling(name)).toEqual([]);
  });
});
