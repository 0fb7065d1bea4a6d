import type { HeardService, ListenTexts } from '../listen.ts';
import { ROLES } from './words.ts';

export const LISTEN: ListenTexts = {
  title: (computer, address) => `Stand-ins on ${computer}, at ${address}`,
  service: tellService,
  note: 'They answer as the roles would, so that firewall rules can be tested before the roles are installed, and say on each page and in each report that they are stand-ins. Ctrl-C ends them.',
  certificate: (file) => `The CA of the HTTPS certificate, for check --ca: ${file}`,
  reached: (time, from, service) => `${time}  ${from} reaches ${tellService(service)}`,
  tooMany: (count) => `More than ${count} have come; no more of them are told of.`,
  ended: (computers) => (computers === 1 ? '1 computer came.' : `${computers} computers came.`),
  taken: (service, why) => `${tellService(service)}: ${why}`,
  needsRights: 'this system lets only administrators (root) listen there',
  noSuchRole: (role, product) => `--role: product ${product} has no ${ROLES[role]} (${role})`,
  inUse: 'another program listens there; stop it, or choose another port',
};

function tellService({ port, protocol, roles }: HeardService): string {
  return `${port} ${protocol} (${roles.map((role) => ROLES[role]).join(', ')})`;
}
