import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { describe } from '@jest/globals';
import { PROGRAM_PATH } from './command.ts';
import { BUILT_COMMAND, REPOSITORY } from './tool.ts';
import { describeUnless } from '../../support/skip.ts';

/** The programs that each kind of server needs, as their packages install them. */
const PROGRAMS = {
  network: ['ip', 'ss', 'nft', 'ping'],
  samba: ['samba', 'samba-tool', 'smbd', 'rpcclient', 'tar'],
  web: ['nginx', 'openssl'],
  filters: ['squid', 'apache2', 'lighttpd', 'haproxy'],
  dns: ['dnsmasq'],
  clock: ['faketime'],
  python: ['python3'],
  ansible: ['ansible-playbook', 'ssh', 'sshd'],
} as const;

type Need = Exclude<keyof typeof PROGRAMS, 'network'>;

/**
 * `describe` for tests against real servers in network namespaces. Where they can't run they are
 * skipped, with the reason on standard output; with CCM_PREFLIGHT_REQUIRE_REAL=1 that is a failure.
 */
export function describeReal(needs: readonly Need[]): typeof describe.skip {
  return describeUnless(whyNotReal(needs), 'CCM_PREFLIGHT_REQUIRE_REAL');
}

/** Why tests against real servers can't run here; null where they can. */
export function whyNotReal(needs: readonly Need[]): string | null {
  const reason = whyNot(needs);
  const what = `tests against real servers (${needs.join(', ')})`;
  return reason === null ? null : `${what} can't run here: ${reason}`;
}

function whyNot(needs: readonly Need[]): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a feature of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const missing = (['network', ...needs] as const)
    .flatMap((need) => PROGRAMS[need])
    .filter((program) => !isInstalled(program));
  if (missing.length > 0) {
    return `not installed: ${missing.join(', ')} (packages: ${packages().join(' ')})`;
  }
  if (!fs.existsSync(path.join(REPOSITORY, 'dist'))) {
    return `${BUILT_COMMAND} is not built: npm run build`;
  }
  return whyNoNamespace();
}

function isInstalled(program: string): boolean {
  return PROGRAM_PATH.split(':').some((folder) => fs.existsSync(path.join(folder, program)));
}

function packages(): readonly string[] {
  return ['../packages.txt', '../../deploy/packages.txt'].flatMap((list) =>
    fs
      .readFileSync(new URL(list, import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  );
}

/** Root in a container may lack the right to make namespaces, or the kernel the packet filter. */
function whyNoNamespace(): string | null {
  const name = `ccmpf-${process.pid}-trial`;
  const run = (...words: readonly string[]): void => {
    execFileSync('ip', words, { stdio: 'pipe', env: { PATH: PROGRAM_PATH } });
  };
  try {
    run('netns', 'add', name);
  } catch (thrown) {
    return `no network namespace can be made: ${String(thrown)}`;
  }
  try {
    run('netns', 'exec', name, 'nft', 'add', 'table', 'inet', 'trial');
    return null;
  } catch (thrown) {
    return `no packet filter can be made: ${String(thrown)}`;
  } finally {
    run('netns', 'delete', name);
  }
}
