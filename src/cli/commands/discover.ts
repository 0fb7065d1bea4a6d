import { DISCOVERY_FORMATS, type DiscoveryFormat } from '../../report/documents/names.ts';
import { BEGINNING_OPTIONS, LOOKING_OPTIONS, discoverOptions } from '../discover/options.ts';
import { refuseExisting } from '../existing-file.ts';
import { SWITCH, command, outputs } from '../option.ts';
import { COLOR } from '../shared-options.ts';
import { single } from '../site-options.ts';
import { UsageError } from '../usage-error.ts';

const SITE_ON_STDOUT = [{ format: 'site', file: null }] as const;

export const DISCOVER_COMMAND = command({
  help: ({ help }) => help.commands.discover,
  positionals: {
    file: { type: 'string' },
  },
  options: {
    ...BEGINNING_OPTIONS,
    ...LOOKING_OPTIONS,
    force: SWITCH,
    output: outputs(DISCOVERY_FORMATS, 'table'),
    quiet: SWITCH,
    color: COLOR,
  },
  formats: (texts): Readonly<Record<DiscoveryFormat, string>> => texts.discover.formats,
  async run(said, streams, parsed) {
    const file = parsed['file'] === undefined ? null : single('file', parsed['file']);
    const asked = file === null && parsed['output'] === undefined ? SITE_ON_STDOUT : said('output');
    if (file !== null && asked.some(({ format }) => format === 'site')) {
      throw new UsageError(({ discover }) => `discover: ${discover.fileTwice}`);
    }
    if (file !== null) await refuseExisting('discover', file, said('force'), streams);
    const options = discoverOptions(parsed, streams);
    const { findSite, writeFound } = await import('../discover/run.ts');
    const outputs = file === null ? asked : [{ format: 'site', file } as const, ...asked];
    const settings = { outputs, color: said('color'), quiet: said('quiet') };
    return writeFound(() => findSite(options), settings, streams);
  },
});
