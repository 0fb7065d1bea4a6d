import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { BUILT_COMMAND } from '../real/support/tool.ts';
import { makeFolder } from './run.ts';
import { describeUnless } from '../support/skip.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const COUNT_THREADS = fileURLToPath(new URL('count-threads.cjs', import.meta.url));

/** What a process of the built tool has loaded when it ends, by V8's own account. */
function loadedBy(words: readonly string[]): readonly string[] {
  const folder = makeFolder();
  const { error } = spawnSync(process.execPath, [BUILT_COMMAND, ...words], {
    env: { ...process.env, NODE_V8_COVERAGE: folder },
  });
  if (error !== undefined) throw error;
  return fs.readdirSync(folder).flatMap((name) => {
    const told: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
      fs.readFileSync(path.join(folder, name), 'utf8'),
    );
    return told.result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  });
}

const packagesOf = (urls: readonly string[]): readonly string[] =>
  [
    ...new Set(
      urls.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ?? []),
    ),
  ].toSorted();

const roomsOf = (urls: readonly string[]): readonly string[] =>
  [...new Set(urls.flatMap((url) => /\/dist\/(\w+)\//u.exec(url)?.[1] ?? []))].toSorted();

describe('what is loaded', () => {
  test.each([['--help'], ['--version']])('by %s: the command line alone', (word) => {
    const urls = loadedBy([word]);
    expect(urls.some((url) => url.endsWith('/dist/cli/main.js'))).toBe(true);
    const own = urls.filter((url) => url.includes('/dist/'));
    expect(own.filter((url) => /\/commands\/(?!index\.js)/u.test(url))).toEqual([]);
    // The command line, and what English says.
    expect(own.length).toBeLessThan(90);
    expect(own.filter((url) => url.includes('/text/ja/'))).toEqual([]);
    for (const heavy of ['zod', 'yaml', 'csv-parse', 'ping', 'ipaddr.js', 'ora']) {
      expect(packagesOf(urls)).not.toContain(heavy);
    }
    for (const room of ['plan', 'engine', 'report', 'lab']) {
      expect(roomsOf(urls)).not.toContain(room);
    }
  });

  test('by a command: no other command, no probes where none are sent', () => {
    const urls = loadedBy(['explain', '445']);
    expect(
      urls.flatMap((url) => /\/dist\/cli\/commands\/(\w+)\.js$/u.exec(url)?.[1] ?? []).toSorted(),
    ).toEqual(['explain', 'index']);
    expect(roomsOf(urls)).not.toContain('engine');
    expect(packagesOf(urls)).not.toContain('ping');
  });

  test('by a check without a site file: nothing that reads one', () => {
    const urls = loadedBy([
      'check',
      '--product',
      'cm2007',
      '--from',
      'client',
      '--method',
      'software-distribution',
    ]);
    expect(packagesOf(urls)).toContain('zod');
    for (const heavy of ['yaml', 'csv-parse', '@peculiar/x509', 'ora']) {
      expect(packagesOf(urls)).not.toContain(heavy);
    }
  });
});

const describeOnLinux = describeUnless(process.platform === 'linux' ? null : 'this is not Linux');

/** Windows has no such limit for a process. */
const describeWithLimits = describeUnless(
  process.platform === 'win32' ? 'Windows has no limits of open files' : null,
);

describeOnLinux('the thread pool', () => {
  const threads = (size: string | undefined): number => {
    const { UV_THREADPOOL_SIZE: _, ...env } = process.env;
    const words = ['--require', COUNT_THREADS, BUILT_COMMAND, '--version'];
    const told = execFileSync(process.execPath, words, {
      env: size === undefined ? env : { ...env, UV_THREADPOOL_SIZE: size },
      encoding: 'utf8',
    });
    return Number(/^threads (\d+)$/mu.exec(told)?.[1]);
  };

  test('is wider than its default of 4, unless somebody says how wide', () => {
    const other = threads('1') - 1;
    expect(threads(undefined) - other).toBe(32);
    expect(threads('7') - other).toBe(7);
  });
});

describeWithLimits('a machine that allows too few open files', () => {
  const FEWEST = 17;
  const ENOUGH = 256;
  const COMMANDS = [
    'check --client 127.0.0.1 --site fixtures/readme/loopback.yaml --method client-push',
    'merge fixtures/readme/monday.ndjson fixtures/readme/clients',
    'diff fixtures/readme/monday.ndjson fixtures/readme/tuesday.ndjson',
    'diagnose fixtures/logs/ccm.log',
    'lab --check',
    'plan --site fixtures/readme/loopback.yaml',
  ];

  const limited = (files: number, words: string) => {
    const command = `ulimit -n ${files}; exec "$0" "$@"`;
    return spawnSync(
      '/bin/sh',
      ['-c', command, process.execPath, BUILT_COMMAND, ...words.split(' ')],
      { encoding: 'utf8', cwd: REPOSITORY },
    );
  };

  /** With fewer Node itself does not come up. */
  const fewestForNode = (): number => {
    for (let files = FEWEST; files < ENOUGH; files += 1) {
      if (limited(files, '--version').status === 0) return files;
    }
    throw new Error('this tool did not come up at all');
  };

  test('is told of in words, whatever is loaded when it is one too many', () => {
    const fewest = fewestForNode();
    const ended = COMMANDS.map((words) => limited(fewest + 1, words));
    expect(ended.map(({ stdout, stderr }) => stdout + stderr).join('\n')).not.toMatch(/^\s+at /mu);
    const failed = ended.filter(({ status }) => status === 4);
    for (const { stderr } of failed) {
      expect(stderr.trim().split('\n').at(-1)).toMatch(
        /^ccm-preflight: this machine allows no more open files .*ulimit -n/u,
      );
    }
    const codes = ended.map(({ status }) => status);
    expect(codes).toContain(4);
    expect([...new Set(codes)].filter((code) => ![0, 1, 4].includes(code ?? -1))).toEqual([]);
  });
});
