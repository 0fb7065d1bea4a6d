import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { CATALOGUES } from '../../catalogue/index.ts';
import type { Product } from '../../catalogue/vocabulary.ts';
import { STAND_IN_ROLES, type StandInRole } from '../../lab/stand-in/services.ts';
import { clientName } from '../client-name.ts';
import type { Command } from '../command.ts';
import { appearanceOf, colorOf, inGroup } from '../shared-options.ts';
import { type ParsedArguments, SITE_OPTIONS, single, wordsOf } from '../site-options.ts';
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
    const foreign = roles.find((role) => !hasRole(site.product, role));
    if (foreign !== undefined) {
      throw new UsageError(({ listen }) => listen.noSuchRole(foreign, site.product));
    }
    const { runListen } = await import('../listen/run.ts');
    const appearance = appearanceOf(colorOf(parsed), streams, null);
    return runListen({ roles, site, address, computerName }, appearance, streams);
  },
};

function hasRole(product: Product, role: StandInRole): boolean {
  return CATALOGUES[product].flows.some(({ to }) => to === role);
}

function rolesOf(said: unknown): readonly StandInRole[] {
  const words = wordsOf(said);
  return STAND_IN_ROLES.filter((role) => words.includes(role));
}

/** @throws UsageError */
function addressOf(parsed: ParsedArguments): string {
  const said = parsed['address'];
  if (said === undefined) return hasIpv6() ? '::' : '0.0.0.0';
  const word = single('address', said);
  if (!isOwn(word)) {
    throw new UsageError(({ errors }) => errors.notOwnAddress('--address', word));
  }
  return word;
}

/** Addresses of this computer: Linux has all of 127.0.0.0/8, whatever its interfaces list. */
function isOwn(word: string): boolean {
  if (isIP(word) === 0) return false;
  const address = ipaddr.parse(word);
  if (['loopback', 'unspecified'].includes(address.range())) return true;
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .some((entry) => ipaddr.parse(entry.address).toString() === address.toString());
}

/** `::` serves both families, and can't be had where the system has no IPv6. */
function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some(({ family }) => family === 'IPv6'),
  );
}
