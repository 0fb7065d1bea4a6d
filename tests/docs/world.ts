import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { main } from '../../src/cli/main.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { LAB_ADDRESSES } from '../../src/lab/layout.ts';
import { type Ended, makeFolder, run } from '../cli/run.ts';
import { testStreams } from '../support/streams.ts';
import { ROOT } from './documents.ts';
import { closedPorts } from '../support/ports.ts';

/** What the documents' names stand for; none of them may be asked of a real name server. */
const HOSTS: readonly (readonly [RegExp, string])[] = [
  [/^pc\d+$/i, 'localhost'],
  [/^(?:mp|cm)\d+$/i, LAB_ADDRESSES['management-point']],
  [/^dp\d+$/i, LAB_ADDRESSES['distribution-point']],
  [/^sup\d+$/i, LAB_ADDRESSES['software-update-point']],
  [/^slp\d+$/i, LAB_ADDRESSES['server-locator-point']],
  [/^fsp\d+$/i, LAB_ADDRESSES['fallback-status-point']],
  [/^files\d+$/i, LAB_ADDRESSES['source-server']],
];
const HOST =
  /(?<![\w.-])((?:pc|mp|cm|dp|sup|slp|fsp|files)\d+)(?:\.contoso\.com)?(?![\w-])(?!\.\w)/gi;

/** The lab, and a folder that has the files which the documents speak of. */
export interface World {
  readonly run: (
    words: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Ended>;
  readonly close: () => Promise<void>;
}

export async function makeWorld(): Promise<World> {
  const lab = await startLab();
  const folder = makeFolder(inputFiles(lab, await closedPorts(4)));
  fs.mkdirSync(path.join(folder, 'fixtures'));
  fs.cpSync(path.join(ROOT, 'fixtures', 'readme'), path.join(folder, 'fixtures', 'readme'), {
    recursive: true,
  });
  await saveReports(folder);
  const names = await startNameServer();
  const discovering = [
    '--dns',
    `127.0.0.1:${names.address().port}`,
    '--timeout',
    '1s',
    '--http-port',
    String(lab.plan.site.ports.http[0]),
  ];
  return {
    run: (words, env = {}) => runIn(folder, words, discovering, env),
    async close() {
      names.close();
      await lab.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param free ports for stand-ins */
function inputFiles(lab: Lab, free: readonly number[]): Readonly<Record<string, string>> {
  const [http, https, smb, notification] = free;
  const log = (name: string): string =>
    fs
      .readFileSync(path.join(ROOT, 'fixtures', 'logs', name), 'utf8')
      .replaceAll(/\b([\w-]+)\.contoso\.com\b/gi, '$1')
      .replaceAll(/\bpc0*(\d+)\b/gi, '127.0.1.$1');
  return {
    'site.yaml': lab.siteFile,
    'lab.yaml': lab.siteFile,
    'pilot.txt': 'localhost\n',
    'catalogue.yaml': fs
      .readFileSync(path.join(ROOT, 'examples', 'catalogue.yaml'), 'utf8')
      // The lab is of the other product.
      .replaceAll(/^ *products:.*\n/gm, ''),
    'boundaries.json': JSON.stringify({ SMS_BoundaryGroup: [{ GroupID: 1, Name: 'Osaka' }] }),
    'all.csv': 'Name\nlocalhost\n',
    'ccm.log': log('ccm.log'),
    'paste.txt':
      'Hello,\n\nInstallation failed with error code 1603 ccmsetup 12-30-2025 16:26:12 3264 (0x0CC0)\n',
    'last-errors.csv': 'Name,LastErrorCode\nPC001,53\n',
    'ccm.lo_': log('ccm.lo_'),
    'ccmsetup.log': log('client/ccmsetup.log'),
    'stand-in.yaml': [
      `ports: { http: ${http}, https: ${https}, smb: ${smb}, clientNotification: ${notification} }`,
      'product: current-branch',
    ].join('\n'),
  };
}

/** Reports of both ends under every name that the documents use. */
async function saveReports(folder: string): Promise<void> {
  const site = ['check', '--site', 'site.yaml', '--quiet'];
  await run([...site, '--client', 'localhost', '-o', 'ndjson=site.ndjson'], { cwd: folder });
  await run(
    [...site, '--from', 'client', '--client-name', 'localhost', '-o', 'ndjson=clients.ndjson'],
    { cwd: folder },
  );
  // Nothing listens there, so that something breaks.
  const blocked = ['--smb-port', '9', '--client', 'localhost', '-o', 'ndjson=first.ndjson'];
  await run([...site, ...blocked], { cwd: folder });
  await run(['merge', 'site.ndjson', '-o', 'json=report.json', '--quiet'], { cwd: folder });
  const copy = (from: string, ...names: readonly string[]): void => {
    for (const name of names) {
      fs.copyFileSync(path.join(folder, from), path.join(folder, name));
    }
  };
  copy('site.ndjson', 'share-1.ndjson', 'share-2.ndjson', 'share-3.ndjson', 'share-4.ndjson');
  copy('site.ndjson', 'monday.ndjson', 'tuesday.ndjson', 'before.ndjson', 'after.ndjson');
  copy('site.ndjson', 'site-server.ndjson', 'saved.ndjson', 'yesterday.ndjson', 'today.ndjson');
  fs.mkdirSync(path.join(folder, 'reports'));
  copy('site.ndjson', 'reports/2026-01-05.ndjson');
  copy('clients.ndjson', 'pc001.ndjson', 'pc002.ndjson');
}

/** A name server that knows no name. */
async function startNameServer(): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const answer = Buffer.from(query);
    // RFC 1035 4.1.1: a response, recursion available, no such name.
    answer.writeUInt16BE(0x8183, 2);
    socket.send(answer, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** Runs a command of the documents in a copy of the folder, with hosts that are really here. */
async function runIn(
  origin: string,
  words: readonly string[],
  discovering: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const folder = makeFolder();
  fs.cpSync(origin, folder, { recursive: true });
  const [command = ''] = words;
  const said = words.map((word) => placed(standIn(word), folder));
  if (command === 'init' || command === 'discover')
    for (const [at, word] of said.entries()) {
      // What it is to write is not there yet; what it reads is.
      if (said[at - 1] === '--boundary-groups') continue;
      fs.rmSync(path.resolve(folder, word), { force: true });
    }
  const discovers = command === 'discover' || words.includes('--discover');
  const runs =
    command === 'listen'
      ? [
          ...said.map((word) => (word === 'site.yaml' ? 'stand-in.yaml' : word)),
          '--address',
          '127.0.0.1',
        ]
      : [...said, ...(discovers ? discovering : [])];
  // A domain is asked for at our own name server alone.
  const asking = new Set(['check', 'listen', 'lab']);
  const foreign = runs.filter((word) => /contoso|example/.test(word) && asking.has(command));
  if (foreign.length > 0) throw new Error(`a name that is not here: ${foreign.join(' ')}`);
  const streams = testStreams({
    cwd: folder,
    env: Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, placed(value, folder)]),
    ),
  });
  const ending = main(runs, streams);
  if (command === 'listen' || (command === 'lab' && !runs.includes('--check'))) {
    await Promise.race([streams.stdout.contains('\n'), ending]);
    streams.abort();
  }
  const code = await ending;
  fs.rmSync(folder, { recursive: true, force: true });
  return { code, stdout: streams.stdout.text, stderr: streams.stderr.text };
}

function standIn(word: string): string {
  return word.replaceAll(HOST, (whole, label: string) => {
    const found = HOSTS.find(([pattern]) => pattern.test(label));
    return found === undefined ? whole : found[1];
  });
}

/** Files somewhere on the disk are in the folder; folders in it are parted as they are here. */
function placed(word: string, folder: string): string {
  return word
    .replace(/[A-Z]:\\(?:[^\\]+\\)*([^\\]+)$/, (_path, name: string) => path.join(folder, name))
    .replace(/(?<=^(?:[a-z-]+=)?[\w-]+)\\/g, '/')
    .replace(/(?<![\w./])\/(?:[\w.-]+\/)+([\w.-]+)$/, (_path, name: string) =>
      path.join(folder, name),
    );
}
