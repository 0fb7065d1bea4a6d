import { DISCOVERY_FORMATS, type DiscoveryFormat } from '../../report/documents/names.ts';
import type { Command } from '../command.ts';
import { LOOKING_OPTIONS, discoverOptions } from '../discover/options.ts';
import { refuseExisting } from '../existing-file.ts';
import { parseOutputs } from '../outputs.ts';
import { COLOR_OPTION, colorOf } from '../shared-options.ts';
import { single } from '../site-options.ts';
import { UsageError } from '../usage-error.ts';

export const DISCOVER_COMMAND: Command = {
  help: ({ help }) => help.commands.discover,
  positionals: {
    file: { type: 'string' },
  },
  options: {
    'site-code': { type: 'string', requiresArg: true },
    mp: { type: 'string', array: true, requiresArg: true },
    'http-port': { type: 'string', requiresArg: true },
    'https-port': { type: 'string', requiresArg: true },
    ...LOOKING_OPTIONS,
    force: { type: 'boolean' },
    output: { alias: 'o', type: 'string', requiresArg: true },
    color: COLOR_OPTION,
  },
  formats: (texts): Readonly<Record<DiscoveryFormat, string>> => texts.discover.formats,
  async run(parsed, streams) {
    const file = parsed['file'] === undefined ? null : single('file', parsed['file']);
    const said = parseOutputs(
      parsed['output'],
      DISCOVERY_FORMATS,
      file === null ? 'site' : 'table',
    );
    if (file !== null && said.some(({ format }) => format === 'site')) {
      throw new UsageError(({ discover }) => `discover: ${discover.fileTwice}`);
    }
    if (file !== null) await refuseExisting('discover', file, parsed, streams);
    const options = discoverOptions(parsed, streams);
    const { findSite, writeFound } = await import('../discover/run.ts');
    const outputs = file === null ? said : [{ format: 'site', file } as const, ...said];
    return writeFound(() => findSite(options), outputs, colorOf(parsed), streams);
  },
};
