import fs from 'node:fs';
import path from 'node:path';
import { PROGRAM_PATH } from '../tests/real/support/command.ts';

const PROGRAMS = ['ip', 'ss', 'nft', 'gcc', 'nmap', 'fping'];

/** Why nothing can be measured on this machine, null where it can. */
export function whyNot(tool: string): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a feature of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const missing = PROGRAMS.filter(
    (program) =>
      !PROGRAM_PATH.split(':').some((folder) => fs.existsSync(path.join(folder, program))),
  );
  if (missing.length > 0) {
    const packages = fs.readFileSync(new URL('./packages.txt', import.meta.url), 'utf8');
    const list = packages.trim().replaceAll('\n', ' ');
    return `not installed: ${missing.join(', ')} (packages: ${list})`;
  }
  const built = path.join(path.dirname(tool), '..', 'dist', 'cli', 'bin.js');
  return fs.existsSync(built) ? null : `${tool} is not built: npm run build`;
}
