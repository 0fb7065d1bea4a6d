import { type Stats, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isOnNetwork } from './device.ts';

/** Why a file that was found, not named, is not trusted. */
export type Distrust = 'others-may-write' | 'on-network' | 'no-file';

/** Others may write there: the group, and everybody. */
const OTHERS_WRITE = 0o022;

/**
 * Whether a file that was found, and that nobody named, may be believed: nobody but this user and the
 * administrator can have written it. Windows tells no owner here; there it has to lie on this machine.
 * @returns null where it may be believed; `absent` where there is none
 */
export function distrustOf(
  file: string,
  platform: NodeJS.Platform = process.platform,
): Distrust | 'absent' | null {
  try {
    const found = statSync(file);
    if (!found.isFile()) return 'no-file';
    const real = realpathSync.native(file);
    if (platform === 'win32') {
      return [file, real].some((name) => isOnNetwork(name, platform)) ? 'on-network' : null;
    }
    // A link is as good as the folder that it stands in.
    const folders = [...new Set([file, real].map((name) => path.dirname(name)))];
    const isSafe = [found, ...folders.map((folder) => statSync(folder))].every(isOnlyOurs);
    return isSafe ? null : 'others-may-write';
  } catch {
    return 'absent';
  }
}

/** Everybody may put something there. */
const ALL_WRITE = 0o002;

/**
 * Whether somebody else may have planted what was found in a folder: everybody may write there, and
 * it belongs neither to this user, nor to the administrator, nor to the folder's owner.
 */
export function isStrangers(
  found: Pick<Stats, 'uid'>,
  folder: Pick<Stats, 'uid' | 'mode'>,
  user: number | undefined = process.getuid?.(),
): boolean {
  const known = [0, user, folder.uid];
  return user !== undefined && (folder.mode & ALL_WRITE) !== 0 && !known.includes(found.uid);
}

function isOnlyOurs({ uid, mode }: Stats): boolean {
  return (uid === 0 || uid === process.getuid?.()) && (mode & OTHERS_WRITE) === 0;
}
