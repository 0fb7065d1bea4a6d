/**
 * The terms of Configuration Manager, as values and as types; the rest of the project uses them.
 */

export const METHODS = [
  'client-push',
  'software-update-point',
  'group-policy',
  'manual',
  'software-distribution',
] as const;
/** A way to install the client. */
export type InstallMethod = (typeof METHODS)[number];

/** Names with this prefix are a user's own. */
export const OWN_PREFIX = 'own-';
/** What a user's rows are for besides the installation, such as remote control. */
export type OwnMethod = `${typeof OWN_PREFIX}${string}`;

/** Everything that gets a verdict. */
export type Method = InstallMethod | OwnMethod;

export function isOwnMethod(method: Method): method is OwnMethod {
  return method.startsWith(OWN_PREFIX);
}

/**
 * Methods in the order of reports, each once: those of the port tables, then the user's in their
 * given order.
 */
export function inMethodOrder(methods: Iterable<Method>): readonly Method[] {
  const all = new Set(methods);
  return [...METHODS.filter((method) => all.has(method)), ...[...all].filter(isOwnMethod)];
}

/**
 * The methods that decide whether a client is ready: those that install it. A user's own count if
 * no others were asked for.
 */
export function decidingMethods<M extends { readonly method: Method }>(
  methods: readonly M[],
): readonly M[] {
  const installing = methods.filter(({ method }) => !isOwnMethod(method));
  return installing.length > 0 ? installing : methods;
}

export const PRODUCTS = ['cm2007', 'current-branch'] as const;
export type Product = (typeof PRODUCTS)[number];

export const COMMUNICATIONS = {
  cm2007: ['mixed', 'native'],
  'current-branch': ['enhanced-http', 'http', 'https'],
} as const satisfies Record<Product, readonly string[]>;
/** How clients talk to site systems. A product's first value is its default. */
export type Communication = (typeof COMMUNICATIONS)[Product][number];

export const LOCATIONS = ['intranet', 'internet'] as const;
/** Which network the clients are on; on the internet they reach the site through a gateway alone. */
export type Location = (typeof LOCATIONS)[number];

export const VANTAGES = ['site-server', 'client'] as const;
/** Where the tool runs: a flow can be proven only from the end that opens it. */
export type Vantage = (typeof VANTAGES)[number];

export const ROLES = [
  'client',
  'site-server',
  'management-point',
  'distribution-point',
  'server-locator-point',
  'fallback-status-point',
  'software-update-point',
  'source-server',
  'cloud-management-gateway',
  'revocation-list',
  'domain-controller',
] as const;
export type Role = (typeof ROLES)[number];

export type Scheme = 'http' | 'https';

/** Roles that answer HTTP or HTTPS. */
export type WebRole = Exclude<
  Role,
  'client' | 'site-server' | 'source-server' | 'revocation-list' | 'domain-controller'
>;

export const TRANSPORTS = ['icmp', 'tcp', 'udp'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const NECESSITIES = ['required', 'helpful', 'documented'] as const;
/**
 * - `required`: without it the method breaks
 * - `helpful`: without it the method works worse
 * - `documented`: in the port table, but not needed by today's Windows; never changes a verdict
 */
export type Necessity = (typeof NECESSITIES)[number];

/** An inclusive range of port numbers. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}
