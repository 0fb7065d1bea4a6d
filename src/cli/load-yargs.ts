import { createRequire } from 'node:module';
import type Yargs from 'yargs';

/** Its CommonJS form is one file, and breaks lines between words. */
export const yargs: typeof Yargs = createRequire(import.meta.url)('yargs');
