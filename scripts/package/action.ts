import fs from 'node:fs';
import path from 'node:path';
import { bundleForAction } from './bundle.ts';
import { licenceOf, licenceText, packageAt, packagesOf } from './licences.ts';
import { ROOT } from './places.ts';

/** Where the build for GitHub's action stands in the repository. */
export const ACTION_FOLDER = path.join(ROOT, 'action');

/** @returns the texts of the action's files, by their names */
export async function actionFiles(): Promise<Readonly<Record<string, string>>> {
  const { name, version } = packageAt(ROOT);
  const { code, inputs } = await bundleForAction({ name, version });
  const licences = licenceText(
    fs.readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'),
    packagesOf(inputs).map((one) => [`${one.name} ${one.version}`, licenceOf(one)] as const),
  );
  const head = '// Made of src and its packages by `npm run package -- --action`: edit there.\n';
  // Git would make it so, and the file then differ from what is made.
  const lines = licences.replaceAll('\r\n', '\n');
  return { 'ccm-preflight.cjs': head + code, 'LICENSES.txt': lines };
}

/** Writes them. */
export async function writeAction(): Promise<void> {
  fs.rmSync(ACTION_FOLDER, { recursive: true, force: true });
  fs.mkdirSync(ACTION_FOLDER);
  for (const [file, text] of Object.entries(await actionFiles())) {
    fs.writeFileSync(path.join(ACTION_FOLDER, file), text);
  }
}
