import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '../../fixtures/fuzz/certificate');

/** Certificates that openssl made once, DER: a plain one, and ones with names to stumble over. */
export const CERTIFICATES: readonly Buffer[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.der'))
  .toSorted()
  .map((name) => readFileSync(path.join(FOLDER, name)));
