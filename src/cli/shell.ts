import type { Shell } from '../text/command-line.ts';

/** The shell that a printed command line is quoted for: that of the system it is printed on. */
export function shellOf(platform: NodeJS.Platform = process.platform): Shell {
  return platform === 'win32' ? 'windows' : 'sh';
}
