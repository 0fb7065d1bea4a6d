import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { main } from '../../src/cli/main.ts';
import { startLab } from '../../src/lab/lab.ts';
import { terminalSvg } from './terminal.ts';

// npm run pictures: the pictures of docs/pictures, anew, from real runs over the lab.

const CHROMIUM = '/usr/bin/chromium';
const COLUMNS = 90;
/** What a README shows; the rest is advice on the same findings. */
const LINES = 34;
const PAGE = { width: 1180, height: 860 };

/** A terminal that keeps what is written to it. */
class Terminal extends Writable {
  readonly isTTY = true;
  readonly columns = COLUMNS;
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

async function run(words: readonly string[], cwd: string): Promise<string> {
  const stdout = new Terminal();
  await main(words, {
    stdin: Readable.from([]),
    stdout,
    stderr: new Writable({ write: (_chunk, _encoding, done) => done() }),
    env: { LANG: 'en_US.UTF-8' },
    cwd,
    interrupt: new AbortController().signal,
    isThisComputer: async () => true,
  });
  return stdout.text;
}

const pictures = path.join(import.meta.dirname, '..', '..', 'docs', 'pictures');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ccm-preflight-pictures-'));
// The client refuses SMB at all of its addresses but one.
const lab = await startLab();
try {
  fs.mkdirSync(pictures, { recursive: true });
  fs.writeFileSync(path.join(folder, 'site.yaml'), lab.siteFile);
  const clients = ['localhost', ...Array.from({ length: 11 }, (_none, at) => `127.0.0.${at + 2}`)];
  fs.writeFileSync(path.join(folder, 'pilot.txt'), `${clients.join('\n')}\n`);
  const said = 'check --clients pilot.txt --site site.yaml';
  await run([...said.split(' '), '--quiet', '-o', 'html=report.html'], folder);
  const table = await run([...said.split(' '), '--method', 'client-push'], folder);
  const shown = `$ ccm-preflight ${said} --method client-push\n${table}`;
  fs.writeFileSync(
    path.join(pictures, 'table.svg'),
    terminalSvg(shown, { columns: COLUMNS, lines: LINES }),
  );
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: PAGE });
  await page.goto(pathToFileURL(path.join(folder, 'report.html')).href);
  await page.screenshot({ path: path.join(pictures, 'page.png') });
  await browser.close();
} finally {
  await lab.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
