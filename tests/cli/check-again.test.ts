import fs from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { closedPort } from '../support/ports.ts';
import { testStreams } from '../support/streams.ts';
import { type Ended, makeFolder, runAsIs } from './run.ts';

const folder = makeFolder();
afterAll(async () => {
  await closeListeners();
  fs.rmSync(folder, { recursive: true });
});

const PUSH = 'check --method client-push --client 127.0.0.1 --timeout 100ms --retries 0 --quiet';

async function go(words: string): Promise<Ended> {
  return runAsIs(words.split(' '), { cwd: folder });
}

async function siteFile(): Promise<string> {
  const port = await closedPort();
  const ports = `{ smb: ${port}, rpcEndpointMapper: ${port} }`;
  fs.writeFileSync(`${folder}/site.yaml`, `product: cm2007\nports: ${ports}\n`);
  return 'site.yaml';
}

/** The command that is printed below its heading. */
function againIn(text: string): string | null {
  const [, line = null] = /ccm-preflight (check --clients .*?)(?:"|\n|$)/.exec(text) ?? [];
  return line;
}

describe('where clients broke', () => {
  test('the command that checks them again stands in table and HTML, and does what it says', async () => {
    const site = await siteFile();
    const ended = await go(`${PUSH} --site ${site} -o table -o ndjson=run.ndjson -o html=run.html`);
    expect(ended.code).toBe(1);
    const command = againIn(ended.stdout);
    expect(command).toBe(
      `check --clients run.ndjson --only breaks no-answer --site site.yaml --method client-push --timeout 100ms --retries 0 -o table -o ndjson=again.ndjson`,
    );
    expect(againIn(fs.readFileSync(`${folder}/run.html`, 'utf8'))).toBe(command);
    const again = await go(`${command} --quiet`);
    expect([again.code, againIn(again.stdout)]).toEqual([
      1,
      expect.stringContaining('--clients again.ndjson --only breaks no-answer'),
    ]);
    expect(againIn(again.stdout)).toContain('-o ndjson=again-2.ndjson');
  });

  test('a name of a file that is not safe to print is a placeholder', async () => {
    const site = await siteFile();
    const ended = await go(`${PUSH} --site ${site} -o table -o ndjson=$(id).ndjson`);
    expect(againIn(ended.stdout)).toContain('--clients FILE --only');
  });

  test('none stands where nothing is saved that names them, or nothing broke', async () => {
    const site = await siteFile();
    expect(againIn((await go(`${PUSH} --site ${site}`)).stdout)).toBeNull();
    const manual = 'check --method manual --run-from local --client pc001 --product cm2007';
    expect(againIn((await go(`${manual} -o table -o ndjson=b.ndjson`)).stdout)).toBeNull();
  });

  test('in Japanese', async () => {
    const site = await siteFile();
    const ended = await go(`${PUSH} --site ${site} -o table -o ndjson=c.ndjson --lang ja`);
    expect(ended.stdout).toContain('再確認');
    expect(againIn(ended.stdout)).toContain('--only breaks no-answer');
  });
});

describe('Ctrl-C tells how far the run was', () => {
  const CLIENTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

  async function stopped(words: string): Promise<string> {
    const listener = await startListener(undefined, '0.0.0.0');
    const ports = `{ smb: ${listener.port}, rpcEndpointMapper: ${listener.port} }`;
    fs.writeFileSync(`${folder}/slow.yaml`, `product: cm2007\nports: ${ports}\n`);
    const streams = testStreams({ cwd: folder });
    const argv = `check --site slow.yaml --method client-push --concurrency 1 ${words} --client`;
    const running = main([...argv.split(' '), ...CLIENTS], streams);
    await listener.firstConnection;
    streams.abort();
    expect(await running).toBe(130);
    return streams.stderr.text;
  }

  test('and the command that goes on', async () => {
    const text = await stopped('-o ndjson=stopped.ndjson');
    expect(text).toMatch(/stopped: \d clients? judged, \d under way, \d left; this goes on/);
    expect(
      text
        .match(/\d(?= clients? judged| under way| left)/g)
        ?.reduce((sum, one) => sum + Number(one), 0),
    ).toBe(3);
    expect(text).toContain(
      'ccm-preflight check --site slow.yaml --method client-push --concurrency 1 -o "ndjson=stopped.ndjson" --client 127.0.0.1 127.0.0.2 127.0.0.3 --resume stopped.ndjson\n',
    );
  });

  test('or what would have kept it', async () => {
    expect(await stopped('-o json')).toContain('a run with -o ndjson=FILE can be gone on with');
  });

  test('in Japanese', async () => {
    const text = await stopped('-o ndjson=stopped-ja.ndjson --lang ja');
    expect(text).toContain('次のコマンドで続きを実行できます: ccm-preflight check');
  });

  test('not with --quiet', async () => {
    expect(await stopped('-o ndjson=quiet.ndjson --quiet')).toBe('');
  });
});
