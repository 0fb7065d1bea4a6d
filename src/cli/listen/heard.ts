import type { Texts } from '../../text/texts.ts';
import type { Role } from '../../catalogue/vocabulary.ts';
import type { StandInService } from '../../lab/stand-in/services.ts';
import type { HeardService } from '../../text/listen.ts';

/** At most this many callers are distinguished. */
const MAX_TOLD = 10_000;

const PROTOCOLS = {
  http: 'HTTP',
  https: 'HTTPS',
  smb: 'SMB',
  'client-notification': 'client notification',
  'rpc-endpoint-mapper': 'RPC endpoint mapper',
  'rpc-endpoint-mapper-udp': 'RPC endpoint mapper',
  'rpc-dynamic': 'RPC',
} as const satisfies Record<StandInService['kind'], string>;

/** @param owners the roles that have this service where its own name does not tell */
export function heardService(service: StandInService, owners: readonly Role[]): HeardService {
  const transport = service.kind === 'rpc-endpoint-mapper-udp' ? 'UDP' : 'TCP';
  return {
    port: `${transport} ${service.port}`,
    protocol: PROTOCOLS[service.kind],
    roles: 'roles' in service ? service.roles : owners,
  };
}

/** The callers of each service, each reported once. */
export class Heard {
  readonly #texts: Texts['listen'];
  readonly #pairs = new Set<string>();
  readonly #computers = new Set<string>();

  constructor(texts: Texts['listen']) {
    this.#texts = texts;
  }

  get computers(): number {
    return this.#computers.size;
  }

  /** A line to print, or nothing for who came before. @param at when, this machine's clock */
  note(service: HeardService, from: string, at: Date): string | null {
    const address = from.replace(/^::ffff:/, '');
    const pair = `${address} ${service.port}`;
    if (this.#pairs.has(pair) || this.#pairs.size > MAX_TOLD) return null;
    this.#pairs.add(pair);
    this.#computers.add(address);
    if (this.#pairs.size > MAX_TOLD) return this.#texts.tooMany(MAX_TOLD);
    return this.#texts.reached(at.toTimeString().slice(0, 8), address, service);
  }
}
