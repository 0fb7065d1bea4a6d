import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from '../../scripts/package/places.ts';
import { fetchPackage } from '../../scripts/package/registry.ts';
import {
  NODE_LINES,
  NODE_PROGRAMS,
  type NodeLine,
  nodePackage,
} from '../../scripts/package/targets.ts';
import { tellSkipped } from './skip.ts';

const HERE = 'linux-x64';

/**
 * The Node of a line that executables are made with, for tests of what differs between lines. What
 * `npm run package` has fetched is taken; with CCM_PREFLIGHT_REQUIRE_REAL=1 it is fetched, else its
 * absence is printed.
 * @returns its program; null where it is not to be had
 */
async function nodeOf(line: NodeLine): Promise<string | null> {
  const pinned = nodePackage(line, HERE);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return without(line, 'it is fetched for Linux x64 alone');
  }
  const isFetched = fs.existsSync(path.join(CACHE, `${pinned.name}-${pinned.version}`));
  if (!isFetched && process.env['CCM_PREFLIGHT_REQUIRE_REAL'] !== '1') {
    return without(line, 'npm run package has not fetched it');
  }
  return path.join(await fetchPackage(pinned), NODE_PROGRAMS[HERE]);
}

function without(line: NodeLine, why: string): null {
  tellSkipped(`Node ${line}: ${why}`);
  return null;
}

/** The Node that runs this test, and those of other lines that are to be had. */
export async function nodesAtHand(): Promise<readonly string[]> {
  const others = await Promise.all(NODE_LINES.map(nodeOf));
  return [process.execPath, ...others.filter((program) => program !== null)];
}
