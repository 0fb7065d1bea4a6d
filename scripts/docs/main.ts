import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY, generatedFiles } from './files.ts';

for (const [file, text] of await generatedFiles()) {
  const place = path.join(REPOSITORY, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
}
