import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { STAND_IN_ROLES, type StandInRole } from '../../lab/stand-in/services.ts';
import { clientName } from '../client-name.ts';
import type { Command } from '../command.ts';
import { inGroup } from '../shared-options.ts';
import { type ParsedArguments, SITE_OPTIONS, single } from '../site-options.ts';
import { UsageError } from '../usage-error.ts';

export const LISTEN_COMMAND: Command = {
  help: ({ help }) => help.commands.listen,
  options: {
    ...inGroup('run', {
      role: {
        type: 'string',
        array: true,
        requiresArg: true,
        demandOption: true,
        choices: [...STAND_IN_ROLES],
      },
      address: {
        type: 'string',
        requiresArg: true,
      },
      name: {
        type: 'string',
        requiresArg: true,
      },
    }),
    ...SITE_OPTIONS,
  },
  async run(parsed, streams) {
    const roles = rolesOf(parsed['role']);
    const said = parsed['name'];
    const computerName = clientName(
      said === undefined ? hostname() : single('name', said),
      '--name',
    );
    const address = addressOf(parsed);
    const { siteWith } = await import('../listen/site.ts');
    const site = await siteWith(roles, computerName, parsed, streams);
    const { runListen } = await import('../listen/run.ts');
    return runListen({ roles, site, address, computerName }, streams);
  },
};

function rolesOf(said: unknown): readonly StandInRole[] {
  const words = (Array.isArray(said) ? said : [said]).map(String);
  return STAND_IN_ROLES.filter((role) => words.includes(role));
}

/** @throws UsageError */
function addressOf(parsed: ParsedArguments): string {
  const said = parsed['address'];
  if (said === undefined) return hasIpv6() ? '::' : '0.0.0.0';
  const word = single('address', said);
  if (isIP(word) === 0) {
    throw new UsageError(({ errors }) => errors.notOwnAddress('--address', word));
  }
  return word;
}

/** `::` serves both families, and can't be had where the system has no IPv6. */
function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some(({ family }) => family === 'IPv6'),
  );
}
