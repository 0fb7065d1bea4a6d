import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { once } from 'node:events';
import { type Bench, type Row, judged, listFile, median, scaled } from '../bench.ts';
import { addresses, computerName } from '../clients.ts';
import { mustRunTimed } from '../process.ts';
import { VERDICT_CODES, runTool } from '../tool.ts';

const CLIENTS = 1_000_000;
const SHARDS = 8;
/** So many are really checked; the others are the same lines under other names. */
const CHECKED = 1_000;
const MAX_SECONDS = 60;
const MAX_MEGABYTES = 300;
const MAX_RUN_SECONDS = 1800;

/** Joins the reports of machines that have shared a list. */
export async function merge(bench: Bench): Promise<readonly Row[]> {
  const each = scaled(bench, CLIENTS / SHARDS);
  const clients = each * SHARDS;
  const shards = await writeShards(bench, each);
  const merged = path.join(bench.place.folder, 'merged.ndjson');
  const seconds: number[] = [];
  const peaks: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: merge of ${clients} clients`);
    const words = [process.execPath, bench.tool, 'merge', ...shards];
    const outputs = ['-o', 'table', '-o', `ndjson=${merged}`];
    const run = await mustRunTimed(bench.place.onSiteServer([...words, ...outputs]), {
      maxSeconds: MAX_RUN_SECONDS,
      exitCodes: VERDICT_CODES,
    });
    await checkMerged(merged, clients);
    fs.rmSync(merged);
    seconds.push(run.seconds);
    peaks.push(run.peakMegabytes);
  }
  for (const shard of shards) fs.rmSync(shard);
  const what = `merge of ${clients} clients in ${SHARDS} shards`;
  return [
    {
      measure: `${what}: time`,
      unit: 's',
      ours: seconds,
      theirs: [],
      against: '',
      goal: `under ${MAX_SECONDS} s`,
      reached: judged(bench, median(seconds) < MAX_SECONDS),
      notes: ['to ndjson and to a table; every client is there once'],
    },
    {
      measure: `${what}: peak memory`,
      unit: 'MB',
      ours: peaks,
      theirs: [],
      against: '',
      goal: `under ${MAX_MEGABYTES} MB`,
      reached: judged(bench, median(peaks) < MAX_MEGABYTES),
      notes: [],
    },
  ];
}

interface ClientLine {
  readonly name: string;
  readonly line: string;
}

/** @returns the files' paths */
async function writeShards(bench: Bench, each: number): Promise<readonly string[]> {
  const checked = scaled(bench, CHECKED);
  const list = listFile(bench, 'checked.txt', addresses('any', checked).map(computerName));
  const { file } = await runTool(bench, list, checked);
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  const head = lines.at(0) ?? '';
  const summary = lines.at(-1) ?? '';
  const clients = lines.slice(1, -1).map((line): ClientLine => {
    const { client }: { readonly client: string } = JSON.parse(line);
    return { name: client, line };
  });
  const names = addresses('any', each * SHARDS).map(computerName);
  bench.say(`${names.length} clients in ${SHARDS} shards`);
  return Promise.all(
    Array.from({ length: SHARDS }, (_, index) => {
      const shard = path.join(bench.place.folder, `shard-${index + 1}.ndjson`);
      const own = names.slice(index * each, (index + 1) * each);
      return writeShard(shard, { head, clients, summary }, own).then(() => shard);
    }),
  );
}

interface Pattern {
  readonly head: string;
  readonly clients: readonly ClientLine[];
  readonly summary: string;
}

/** The same report about other clients; its counts grow by the same factor. */
async function writeShard(
  file: string,
  { head, clients, summary }: Pattern,
  names: readonly string[],
): Promise<void> {
  const stream = fs.createWriteStream(file);
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
  await write(`${head}\n`);
  for (const [index, name] of names.entries()) {
    const model = clients[index % clients.length];
    if (model === undefined) throw new Error('no client was checked');
    await write(`${model.line.replaceAll(model.name, name)}\n`);
  }
  const factor = names.length / clients.length;
  await write(
    `${summary.replace(/"(clients|noAnswer)":(\d+)/gu, (_, name: string, count: string) => `"${name}":${Math.round(Number(count) * factor)}`)}\n`,
  );
  stream.end();
  await once(stream, 'close');
}

/** @throws where a client is missing or there twice */
async function checkMerged(file: string, count: number): Promise<void> {
  const names = new Set<string>();
  let lines = 0;
  let total: number | null = null;
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    const client = /^\{"type":"client","client":"([^"]+)"/.exec(line)?.[1];
    if (client !== undefined) {
      lines += 1;
      names.add(client);
    } else if (line.startsWith('{"type":"summary"')) {
      const { clients }: { readonly clients: number } = JSON.parse(line);
      total = clients;
    }
  }
  if (lines !== count || names.size !== count || total !== count) {
    throw new Error(
      `${lines} lines, ${names.size} names, a summary of ${total} instead of ${count} clients`,
    );
  }
}
