import { register } from 'node:module';

// `node --import ./tests/support/typescript.js FILE.ts`: Node 20 does not strip types by itself.
register('./typescript-loader.js', import.meta.url);
