import fs from 'node:fs';

/**
 * Whether two ndjson reports of the same clients say the same but for times and order: for a change
 * of the engine, which must not change what is found.
 * Usage: same.js ONE TWO; what differs is told, a client a line, and the exit code is then 1.
 */
const [, , ...files] = process.argv;

/** What differs between any two runs: moments, durations, how often was asked. */
const OF_THE_RUN = new Set(['rttMs', 'serverTime', 'localTime', 'ntlmTime', 'attempts', 'seconds']);

function fixed(value) {
  if (Array.isArray(value)) return value.map(fixed);
  if (value === null || typeof value !== 'object') return value;
  // Which dynamic port answers first, and how many had not by then, hangs on moments too.
  const { kind, tried } = value.evidence ?? {};
  const isDynamic = kind === 'rpc-dynamic' && value.outcome === 'open';
  const left = Object.entries(value).filter(
    ([name]) => !OF_THE_RUN.has(name) && !(isDynamic && (name === 'port' || name === 'evidence')),
  );
  return {
    ...Object.fromEntries(left.map(([name, each]) => [name, fixed(each)])),
    ...(isDynamic && { tried: tried?.length }),
  };
}

function clientsOf(file) {
  const clients = new Map();
  for (const line of fs.readFileSync(file, 'utf8').trim().split('\n')) {
    const entry = JSON.parse(line);
    if (entry.type === 'client') clients.set(entry.client, JSON.stringify(fixed(entry)));
  }
  return clients;
}

const [one, two] = files.map(clientsOf);
const names = [...new Set([...one.keys(), ...two.keys()])];
const different = names.filter((name) => one.get(name) !== two.get(name));
for (const name of different) {
  process.stdout.write(
    `${name}\n  ${one.get(name) ?? 'missing'}\n  ${two.get(name) ?? 'missing'}\n`,
  );
}
process.stdout.write(`${names.length} clients, ${different.length} differ\n`);
process.exitCode = different.length > 0 ? 1 : 0;
