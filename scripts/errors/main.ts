import { writeFileSync } from 'node:fs';
import { HEADERS, namesIn } from './headers.ts';
import { tableOf } from './table.ts';

const TABLE = new URL('../../src/catalogue/windows-errors.ts', import.meta.url);

writeFileSync(TABLE, tableOf(namesIn(HEADERS)));
