import { check, loadSite, plan, startLab } from 'ccm-preflight';

// The lab plays a client and its site's servers on loopback; SMB to the client is closed.
const lab = await startLab({ faults: ['client-push/smb=refuse'] });
const site = loadSite({ name: 'lab.yaml', text: lab.siteFile });

const report = await check({
  plan: plan(site, ['client-push', 'manual']),
  from: 'site-server',
  clients: [lab.client],
  timeoutMs: 3000,
  signal: AbortSignal.timeout(60_000),
});
await lab.close();

for (const { client, methods } of report.clients) {
  for (const { method, verdict, brokenBy } of methods) {
    console.log(`${client}: ${method} ${verdict} ${brokenBy.join(' ')}`.trim());
  }
}
console.log(`exit code ${report.summary.exitCode}`);
