import fs from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { BUILT_COMMAND } from '../tests/real/support/tool.ts';
import type { Bench, Measure, Row } from './bench.ts';
import { whyNot } from './needs.ts';
import { Place } from './place.ts';
import { tableOf } from './table.ts';
import { comparison } from './rows/comparison.ts';
import { dead } from './rows/dead.ts';
import { icmp } from './rows/icmp.ts';
import { merge } from './rows/merge.ts';
import { oneClient } from './rows/one-client.ts';
import { profile } from './rows/profile.ts';
import { responder } from './rows/responder.ts';
import { wholeSite } from './rows/whole-site.ts';

// npm run bench -- [--only NAME]... [--rounds N] [--quick] [--json FILE]
//   --divisor N: fewer clients; --quick is 10
//   --ours: without the other programs  --tool FILE: another build  --responders N: is it the limit?
//   --stay: measures nothing, but keeps the namespaces until it is interrupted

const ROWS: readonly { readonly name: string; readonly measure: Measure }[] = [
  { name: 'responder', measure: responder },
  { name: 'profile', measure: profile },
  { name: 'dead', measure: dead },
  { name: 'icmp', measure: icmp },
  { name: 'whole-site', measure: wholeSite },
  { name: 'merge', measure: merge },
  { name: 'one-client', measure: oneClient },
  { name: 'comparison', measure: comparison },
];

const QUICK_DIVISOR = 10;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '3' },
    ours: { type: 'boolean', default: false },
    stay: { type: 'boolean', default: false },
    divisor: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    tool: { type: 'string', default: BUILT_COMMAND },
    responders: { type: 'string', default: '1' },
  },
});
const unknown = values.only?.find((name) => !ROWS.some((row) => row.name === name));
if (unknown !== undefined) {
  throw new Error(`--only: one of ${ROWS.map(({ name }) => name).join(', ')}, not ${unknown}`);
}
const chosen = ROWS.filter(({ name }) => values.only?.includes(name) ?? true);

const rounds = Number(values.rounds);
const divisor = Number(values.divisor ?? (values.quick ? QUICK_DIVISOR : 1));
const responders = Number(values.responders);
if (![rounds, divisor, responders].every((value) => Number.isSafeInteger(value) && value > 0)) {
  throw new Error('a number above 0 is expected');
}

const reason = whyNot(values.tool);
if (reason !== null) {
  process.stderr.write(`no benchmark here: ${reason}\n`);
  process.exit(1);
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const place = await Place.create(responders);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void place.close().then(() => process.exit(130)));
}
if (values.stay) {
  say(`${place.onSiteServer([]).join(' ')} PROGRAM...`);
  await new Promise(() => setInterval(() => {}, 60_000));
}
try {
  const bench: Bench = {
    place,
    tool: values.tool,
    rounds,
    divisor,
    isCompared: !values.ours,
    say,
  };
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const { name, measure } of chosen) {
    try {
      rows.push(...(await measure(bench)));
    } catch (thrown) {
      // A wrong answer is worth no figure, but the others' are.
      failures.push(`${name} FAILED: ${String(thrown)}`);
    }
  }
  process.stdout.write([tableOf(rows), ...failures, ''].join('\n'));
  if (values.json !== undefined) {
    const [cpu] = os.cpus();
    const machine = { cpus: os.cpus().length, model: cpu?.model, node: process.version };
    const report = { machine, rounds, divisor, rows, failures };
    fs.writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (failures.length > 0 || rows.some(({ reached }) => reached === false)) process.exitCode = 1;
} finally {
  await place.close();
}
