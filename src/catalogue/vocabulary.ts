/** The field's words, as values and as types. Everything else in the project speaks them. */

export const METHODS = [
  'client-push',
  'software-update-point',
  'group-policy',
  'manual',
  'software-distribution',
] as const;
/** A way to install the client. */
export type Method = (typeof METHODS)[number];

export const PRODUCTS = ['cm2007', 'current-branch'] as const;
export type Product = (typeof PRODUCTS)[number];

export const COMMUNICATIONS = {
  cm2007: ['mixed', 'native'],
  'current-branch': ['http', 'https', 'enhanced-http'],
} as const satisfies Record<Product, readonly string[]>;
/** How clients talk to site systems; the first of a product is its default. */
export type Communication = (typeof COMMUNICATIONS)[Product][number];

export const VANTAGES = ['site-server', 'client'] as const;
/** Where a run stands: a flow is proven only from the end that opens it. */
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
] as const;
export type Role = (typeof ROLES)[number];

export type Scheme = 'http' | 'https';

/** Roles that answer HTTP or HTTPS. */
export type WebRole = Exclude<Role, 'client' | 'site-server' | 'source-server'>;

export const TRANSPORTS = ['icmp', 'tcp', 'udp'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const NECESSITIES = ['required', 'helpful', 'documented'] as const;
/**
 * - `required`: without it the method breaks
 * - `helpful`: without it the method works worse
 * - `documented`: the port table names it, today's Windows does not need it; never changes a verdict
 */
export type Necessity = (typeof NECESSITIES)[number];

/** An inclusive range of port numbers. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}
