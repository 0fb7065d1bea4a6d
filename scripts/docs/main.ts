import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY, generatedFiles } from './files.ts';
import { sentences } from './sentences.ts';

// npm run docs: the generated parts of docs and the schemas, anew. With -- --sentences: every
// sentence of the languages side by side, to be read whole by those who speak them.

if (process.argv.includes('--sentences')) process.stdout.write(sentences());
else await write();

async function write(): Promise<void> {
  for (const [file, text] of await generatedFiles()) {
    const place = path.join(REPOSITORY, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}
