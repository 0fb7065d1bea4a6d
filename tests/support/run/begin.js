import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { networkNamespaces } from './namespaces.js';

/** What there was before the first test. */
export const before = { folder: '', namespaces: /** @type {readonly string[]} */ ([]) };

/**
 * Gives the run a temporary folder of its own, which workers and whatever they start inherit. The
 * name is short: paths of Unix sockets end at 108 bytes.
 */
export default function begin() {
  before.folder = mkdtempSync(path.join(tmpdir(), 'ccmpf-'));
  // Servers that give up their rights read their files in it.
  chmodSync(before.folder, 0o711);
  before.namespaces = networkNamespaces();
  process.env.TMPDIR = before.folder;
  // Also after Ctrl-C, where Jest calls nothing else.
  process.once('exit', () => rmSync(before.folder, { recursive: true, force: true }));
}
