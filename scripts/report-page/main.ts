import { writeFileSync } from 'node:fs';
import { GENERATED, bundlePage } from './bundle.ts';

writeFileSync(GENERATED, await bundlePage());
