import fs from 'node:fs';

/**
 * Runs many checks in one process, as a program does that uses the package.
 * Usage: batch.js FILE WIDTH; FILE holds a JSON list of jobs. A line of JSON for each comes back.
 */
const { check, loadSite, plan } = await import(
  new URL('../../../dist/index.js', import.meta.url).href
);
const [, , file, width] = process.argv;
const jobs = JSON.parse(fs.readFileSync(file, 'utf8'));

/** One for all: a context for TLS is made once for each. */
const materials = new Map();

function materialOf(ca) {
  const known = materials.get(ca) ?? { ca };
  materials.set(ca, known);
  return known;
}

async function work() {
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
    const { id, site, from, clients, strict, ca } = job;
    const report = await check({
      plan: plan(loadSite({ name: 'site', text: JSON.stringify(site) })),
      from,
      clients,
      strict,
      // A silent web server is given up as soon as any other.
      responseTimeoutMs: 3000,
      tls: materialOf(ca),
    });
    process.stdout.write(`${JSON.stringify({ id, report: brief(report) })}\n`);
  }
}

/** What is compared; evidence would fill the memory where there are thousands. */
function brief({ clients, indirect, summary }) {
  return {
    exitCode: summary.exitCode,
    indirect,
    clients: clients.map(({ answered, methods, requirements, warnings }) => ({
      answered,
      methods,
      requirements: requirements.map(({ id, outcome, status, endpoints }) => ({
        id,
        outcome,
        status,
        causes: endpoints.map(({ cause, code }) => cause ?? code ?? null),
      })),
      warnings: warnings.map(({ code }) => code),
    })),
  };
}

await Promise.all(Array.from({ length: Number(width) }, work));
process.exit(0);
