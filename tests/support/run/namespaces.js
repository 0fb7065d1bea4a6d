import { existsSync, readdirSync } from 'node:fs';

const FOLDER = '/run/netns';

/** Names of the machine's network namespaces. */
export function networkNamespaces() {
  return existsSync(FOLDER) ? readdirSync(FOLDER) : [];
}

/** Whether a test of a process that is no more made it. */
export function isOrphan(name) {
  const [, pid] = /^ccmpf-(\d+)-/u.exec(name) ?? [];
  return pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)));
}

function isAlive(pid) {
  return existsSync(`/proc/${pid}`);
}
