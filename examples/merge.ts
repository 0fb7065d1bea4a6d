import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check, loadSite, merge, plan, render, startLab } from 'ccm-preflight';

const lab = await startLab();
const planned = plan(loadSite({ name: 'lab.yaml', text: lab.siteFile }), ['client-push']);
const folder = await mkdtemp(path.join(tmpdir(), 'both-ends-'));

// One run on the site server, one on the client: each proves the flows that it opens itself.
const files: string[] = [];
for (const from of ['site-server', 'client'] as const) {
  const report = await check({ plan: planned, from, clients: [lab.client] });
  const file = path.join(folder, `${from}.json`);
  await writeFile(file, await render(report, 'json'));
  files.push(file);
}
await lab.close();

const both = await merge({ reports: files });
await rm(folder, { recursive: true });

for (const { methods } of both.clients) {
  for (const { method, verdict } of methods) console.log(`${method}: ${verdict}`);
}
const page = await render(both, 'markdown');
console.log(page.split('\n', 1)[0]);
