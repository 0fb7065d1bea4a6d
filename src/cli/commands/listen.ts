import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { CATALOGUES } from '../../catalogue/index.ts';
import type { Product } from '../../catalogue/vocabulary.ts';
import { STAND_IN_ROLES, type StandInRole } from '../../lab/stand-in/services.ts';
import { clientName } from '../client-name.ts';
import { command, someOf, word } from '../option.ts';
import { appearanceOf } from '../shared-options.ts';
import { SITE_OPTIONS } from '../site-options.ts';
import { UsageError } from '../usage-error.ts';

const ROLES = someOf(STAND_IN_ROLES);

export const LISTEN_COMMAND = command({
  help: ({ help }) => help.commands.listen,
  options: {
    role: { ...ROLES, words: { ...ROLES.words, demandOption: true } },
    address: word(ownAddressOf),
    name: word(clientName),
  },
  group: 'run',
  shared: SITE_OPTIONS,
  async run(said, streams, parsed) {
    const roles = said('role');
    const computerName = said('name') ?? clientName(hostname(), '--name');
    const address = said('address') ?? (hasIpv6() ? '::' : '0.0.0.0');
    const { siteWith } = await import('../listen/site.ts');
    const site = await siteWith(roles, computerName, parsed, streams);
    const foreign = roles.find((role) => !hasRole(site.product, role));
    if (foreign !== undefined) {
      throw new UsageError(({ listen }) => listen.noSuchRole(foreign, site.product));
    }
    const { runListen } = await import('../listen/run.ts');
    const appearance = appearanceOf(undefined, streams, null);
    return runListen({ roles, site, address, computerName }, appearance, streams);
  },
});

function hasRole(product: Product, role: StandInRole): boolean {
  return CATALOGUES[product].flows.some(({ to }) => to === role);
}

/** @throws UsageError */
function ownAddressOf(address: string, flag: string): string {
  if (isOwn(address)) return address;
  throw new UsageError(({ errors }) => errors.notOwnAddress(flag, address));
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
