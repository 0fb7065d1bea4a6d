import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { GENERATED, bundlePage } from './bundle.ts';

const made = await bundlePage();
// Caches go by the time at which a file was written.
if (!existsSync(GENERATED) || readFileSync(GENERATED, 'utf8') !== made) {
  writeFileSync(GENERATED, made);
}
