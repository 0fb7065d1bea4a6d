import type { loadMain as onDisk } from '../../../src/cli/load-main.ts';

/** Everything is in memory: there is nothing to read in a better order. */
export const loadMain: typeof onDisk = async () => (await import('../../../src/cli/main.ts')).main;
