import type { Shell } from '../text/command-line.ts';

/** Whose quotes a printed command line has: those of the system that it is printed on. */
export function shellOf(platform: NodeJS.Platform = process.platform): Shell {
  return platform === 'win32' ? 'windows' : 'sh';
}
