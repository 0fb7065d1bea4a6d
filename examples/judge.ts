import {
  type CheckResult,
  type Observation,
  checkKey,
  checksFor,
  judge,
  loadSite,
  plan,
} from 'ccm-preflight';

// What would break if the firewall closed TCP 445? Nothing is sent: verdicts come from facts alone.
const site = loadSite({
  name: 'site.yaml',
  text: 'product: cm2007\nroles: { managementPoints: [mp01.contoso.com], distributionPoints: [dp01.contoso.com] }',
});
const planned = plan(site);
const client = 'pc001.contoso.com';

const open: Observation = {
  outcome: 'open',
  reached: 'service',
  rttMs: 1,
  evidence: { kind: 'none' },
};
const closed: Observation = {
  ...open,
  outcome: 'filtered',
  reached: 'resolved',
  code: 'ETIMEDOUT',
};

for (const from of ['site-server', 'client'] as const) {
  const results = checksFor(planned, from, client).map((check): CheckResult => {
    const port = 'port' in check ? check.port : null;
    const observation = port === 445 ? closed : open;
    const endpoint = { host: check.host, address: '192.0.2.7', port, attempts: 1, observation };
    return { check, endpoints: [endpoint] };
  });
  const judged = judge(planned, from, {
    client,
    results: new Map(results.map((result) => [checkKey(result.check), result])),
    names: null,
    proxyVariable: null,
  });
  for (const { method, here, brokenBy } of judged.methods) {
    console.log(`from ${from}, ${method}: ${here} ${brokenBy.join(' ')}`.trim());
  }
}
