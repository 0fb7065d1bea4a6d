import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT_CODES } from '../../judge/summary.ts';
import { codeOf } from '../../probe/failure.ts';
import { loadSite } from '../../site/load.ts';
import { siteTemplate } from '../../site/template.ts';
import { EN } from '../../text/en/index.ts';
import type { Command } from '../command.ts';
import { SITE_OPTIONS, checkEntryFlags, siteFlags, single } from '../site-options.ts';
import { complain, print } from '../output-error.ts';
import { UsageError } from '../usage-error.ts';

const { site: _site, ...FLAGS } = SITE_OPTIONS;

export const INIT_COMMAND: Command = {
  positionals: {
    file: { type: 'string', describe: 'Where to write it (default: standard output)' },
  },
  options: {
    ...FLAGS,
    force: { type: 'boolean', describe: 'Replace a file that is there' },
  },
  examples: [
    ['$0 init site.yaml --mp mp01.contoso.com --site-code S01', 'A site file to fill in'],
    ['$0 init --product current-branch', 'Look at one first'],
  ],
  async run(parsed, streams) {
    checkEntryFlags(parsed);
    const flags = await siteFlags(parsed);
    // What the flags say must make a site, or the file would be refused later.
    loadSite(null, flags);
    const text = siteTemplate(flags);
    const said = parsed['file'];
    if (said === undefined) {
      await print(streams, text);
      return EXIT_CODES.ok;
    }
    const name = single('file', said);
    const file = path.resolve(streams.cwd, name);
    if (parsed['force'] !== true && (await exists(file))) {
      throw new UsageError(`init: "${name}" is there already; --force replaces it`);
    }
    try {
      await writeFile(file, text);
    } catch (thrown) {
      await complain(
        streams,
        `ccm-preflight: can't write "${name}": ${EN.errorCode(codeOf(thrown))}`,
      );
      return EXIT_CODES.failed;
    }
    await print(streams, `Wrote ${name}. Fill it in, then: ccm-preflight plan --site ${name}\n`);
    return EXIT_CODES.ok;
  },
};

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
