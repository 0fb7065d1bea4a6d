import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { networkNamespaces } from './namespaces.js';
import { providePing } from './ping.js';

/** What there was before the first test. */
export const before = { folder: '', namespaces: /** @type {readonly string[]} */ ([]) };

/**
 * Gives the run a temporary folder, which workers and whatever they start inherit; in it, `own` is
 * for folders that tests make for themselves, and anything else is expected to be gone at the end.
 * The names are short: paths of Unix sockets end at 108 bytes.
 */
export default function begin() {
  before.folder = mkdtempSync(path.join(tmpdir(), 'ccmpf-'));
  mkdirSync(path.join(before.folder, 'own'));
  // Servers that give up their rights read their files in it.
  chmodSync(before.folder, 0o711);
  before.namespaces = networkNamespaces();
  providePing();
  // POSIX knows the first, Windows the others.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = before.folder;
  // Again and again for a while: what a signal has not ended yet may still write there.
  const trying = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  process.once('exit', () => rmSync(before.folder, trying));
  // A signal alone would end the process without that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
