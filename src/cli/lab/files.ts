import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Lab } from '../../lab/lab.ts';
import { codeOf } from '../../base/error-code.ts';
import { UsageError } from '../usage-error.ts';

/** What a running lab leaves on disk, for as long as it runs; absolute paths. */
export interface LabFiles {
  readonly site: string;
  readonly ca: string;
  remove(): Promise<void>;
}

/**
 * Writes the site file and, beside it, the certificate of the lab's authority: to `asked`, or into a
 * new folder for temporary files.
 * @param head lines of the site file's first comment
 * @throws UsageError where a file is there already, or can't be written
 */
export async function writeLabFiles(
  lab: Lab,
  asked: string | null,
  cwd: string,
  head: readonly string[],
): Promise<LabFiles> {
  const folder = asked === null ? await mkdtemp(path.join(tmpdir(), 'ccm-preflight-lab-')) : null;
  const site = folder === null ? path.resolve(cwd, asked ?? '') : path.join(folder, 'lab.yaml');
  const { dir, name } = path.parse(site);
  const ca = path.join(dir, `${name}-ca.pem`);
  const written: string[] = [];
  const remove = async (): Promise<void> => {
    for (const file of written) await rm(file, { force: true });
    // Whatever else somebody put there stays.
    if (folder !== null) await rmdir(folder).catch(() => {});
  };
  try {
    for (const [file, text] of [
      [site, head.map((line) => `# ${line}\n`).join('') + lab.siteFile],
      [ca, lab.ca],
    ] as const) {
      await create(file, text);
      written.push(file);
    }
  } catch (thrown) {
    await remove();
    throw thrown;
  }
  return { site, ca, remove };
}

async function create(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (thrown) {
    const code = codeOf(thrown);
    throw new UsageError(({ errors, errorCode }) =>
      code === 'EEXIST'
        ? errors.lab.fileExists(file)
        : errors.cantWrite('--site-file', file, errorCode(code)),
    );
  }
}
