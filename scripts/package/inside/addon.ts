import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getRawAsset } from 'node:sea';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Folders of this tool among temporary files; the rest of the name nobody can guess. */
const PREFIX = 'ccm-preflight-addon-';

/**
 * Loads a native addon from the executable. The system loads files only, so it stands for a moment
 * in a new folder that belongs to this user. Windows deletes no file that is loaded: there it is
 * shared by this process' threads, and deleted by the next run.
 * @throws where the system does not let it be written or loaded
 */
export function loadAddon(asset: string): object {
  const shared = getEnvironmentData(asset);
  if (typeof shared === 'string' && fs.existsSync(shared)) return open(shared);
  removeLeft(asset);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  try {
    const file = path.join(folder, asset);
    fs.writeFileSync(file, bytesOf(asset), { mode: 0o500 });
    if (process.platform === 'win32') setEnvironmentData(asset, file);
    return open(file);
  } finally {
    remove(folder, asset);
  }
}

function open(file: string): object {
  const loading: { exports: object } = { exports: {} };
  process.dlopen(loading, file);
  return loading.exports;
}

/** What other runs could not delete; of those that still run it can't be deleted now either. */
function removeLeft(asset: string): void {
  if (process.platform !== 'win32') return;
  for (const name of fs.readdirSync(os.tmpdir())) {
    if (name.startsWith(PREFIX)) remove(path.join(os.tmpdir(), name), asset);
  }
}

/** No deeper than it was made: in a folder that others may write to, it could lead elsewhere by now. */
function remove(folder: string, asset: string): void {
  try {
    fs.rmSync(path.join(folder, asset), { force: true });
    fs.rmdirSync(folder);
  } catch {
    // It is in use, or another user's.
  }
}

/** The declaration allows a string, which `getRawAsset` never returns. */
function bytesOf(asset: string): Uint8Array {
  const bytes = getRawAsset(asset);
  if (typeof bytes === 'string') throw new TypeError(`${asset} is a text`);
  return new Uint8Array(bytes);
}
