import fs from 'node:fs';
import path from 'node:path';
import { type Bench, type Row, listFile } from '../bench.ts';
import { addresses, computerName } from '../clients.ts';
import { occurrences, runNmap } from '../nmap.ts';
import { mustRunTimed } from '../process.ts';
import { runTool } from '../tool.ts';

const ANSWERING = 21;
const DEAD = 9;
const MAX_SECONDS = 120;

/** The ports of a push that are known beforehand. */
const PORTS = ['-p', '135,445'];

/**
 * The tasks of docs/comparison.md, as far as a peer runs on Linux: the seconds that each takes, and in
 * the notes what each answered.
 */
export async function comparison(bench: Bench): Promise<readonly Row[]> {
  return [await thirtyClients(bench), await staleName(bench)];
}

async function thirtyClients(bench: Bench): Promise<Row> {
  const clients = [...addresses('answering', ANSWERING), ...addresses('dead', DEAD)];
  const list = listFile(bench, 'thirty.txt', clients);
  const ours: number[] = [];
  const theirs: number[] = [];
  let open = 0;
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: ${clients.length} clients, ${DEAD} of them off`);
    ours.push((await runTool(bench, list, clients.length)).seconds);
    if (!bench.isCompared) continue;
    const { report, seconds } = await runNmap(bench, list, ['-Pn', ...PORTS]);
    theirs.push(seconds);
    open = occurrences(report, 'state="open"');
  }
  return {
    measure: `${clients.length} clients, who is ready`,
    unit: 's',
    ours,
    theirs,
    against: 'nmap -Pn -p 135,445',
    goal: '',
    reached: null,
    notes: [`ours: ${ANSWERING} ready, ${DEAD} off; nmap: ${open} open ports`],
  };
}

/** A name that leads to another computer's address. */
async function staleName(bench: Bench): Promise<Row> {
  const [address = ''] = addresses('answering', 1);
  const name = 'pc-stale.contoso.com';
  const hosts = path.join(bench.place.folder, 'hosts');
  fs.writeFileSync(hosts, `127.0.0.1 localhost\n${address} ${name}\n`);
  const inPlace = (words: readonly string[]): readonly string[] =>
    bench.place.onSiteServer([
      'unshare',
      '--mount',
      'sh',
      '-c',
      'mount --bind "$0" /etc/hosts && exec "$@"',
      hosts,
      ...words,
    ]);
  const site = ['--product', 'cm2007', '--mp', '10.60.0.2', '--method', 'client-push'];
  const check = [process.execPath, bench.tool, 'check', '--client', name, ...site];
  const ours: number[] = [];
  const theirs: number[] = [];
  let open = 0;
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: a stale name`);
    const run = await mustRunTimed(inPlace(check), { maxSeconds: MAX_SECONDS, exitCodes: [1] });
    if (!run.stdout.includes(computerName(address).split('.')[0] ?? '')) {
      throw new Error(`the other computer is not named: ${run.stdout}`);
    }
    ours.push(run.seconds);
    if (!bench.isCompared) continue;
    const scan = await mustRunTimed(inPlace(['nmap', '-Pn', ...PORTS, '-sV', name]), {
      maxSeconds: MAX_SECONDS,
    });
    theirs.push(scan.seconds);
    open = occurrences(scan.stdout, ' open ');
  }
  return {
    measure: 'a stale name',
    unit: 's',
    ours,
    theirs,
    against: 'nmap -Pn -p 135,445 -sV',
    goal: '',
    reached: null,
    notes: [`ours: another computer, and its name; nmap: ${open} open ports`],
  };
}
