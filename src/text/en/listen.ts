import type { Product, Role } from '../../catalogue/vocabulary.ts';
import type { HeardService } from '../listen.ts';
import { ROLES } from './words.ts';

export const LISTEN = {
  title: (computer: string, address: string) => `Stand-ins on ${computer}, at ${address}`,
  service: tellService,
  /** Says that these are stand-ins, and how to end them. */
  note: 'They answer as the roles would, so that firewall rules can be tested before the roles are installed, and say on each page and in each report that they are stand-ins. Ctrl-C ends them.',
  certificate: (file: string) => `The CA of the HTTPS certificate, for check --ca: ${file}`,
  reached: (time: string, from: string, service: HeardService) =>
    `${time}  ${from} reaches ${tellService(service)}`,
  /** Printed once; new computers are not reported after it. */
  tooMany: (count: number) => `More than ${count} have come; no more of them are told of.`,
  ended: (computers: number) =>
    computers === 1 ? '1 computer came.' : `${computers} computers came.`,
  taken: (service: HeardService, why: string) => `${tellService(service)}: ${why}`,
  /** For systems that let only administrators listen on low ports. */
  needsRights: 'this system lets only administrators (root) listen there',
  noSuchRole: (role: Role, product: Product) =>
    `--role: product ${product} has no ${ROLES[role]} (${role})`,
  inUse: 'another program listens there; stop it, or choose another port',
};

function tellService({ port, protocol, roles }: HeardService): string {
  return `${port} ${protocol} (${roles.map((role) => ROLES[role]).join(', ')})`;
}
