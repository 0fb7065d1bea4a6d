import type { Role, Transport, Vantage } from '../catalogue/vocabulary.ts';
import type { EN } from './en/index.ts';

/**
 * Every sentence of one language: what English says, with the same values. A language that lacks
 * one, or has one more, does not compile. What translators need to know stands beside the English.
 */
export type Texts = typeof EN;

/** A way through the firewalls between two machines. */
export interface Passage {
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly from: Vantage;
  readonly to: Role;
}

/** What people are told of a flow, wherever it appears. */
export interface FlowText {
  /** Short name for tables: `SMB to the client`. */
  readonly title: string;
  /** What the flow is for. */
  readonly purpose: string;
  /** What fails without it, and how that looks. */
  readonly withoutIt: string;
  /**
   * What to do at the flow's end: the firewall on the machine, its rule group by name, its service.
   */
  readonly atTheEnd: string;
  /** Anything else worth knowing about its ports. */
  readonly portsBesides?: string;
}

/** A place, as sentences name it. */
export interface ToldPlace {
  /** `service-record`: by which DNS is asked for hosts that offer a service. */
  readonly kind: 'host' | 'service-record';
  /** `TCP 445`, `ICMP echo`. */
  readonly port: string;
  readonly host: string;
  readonly address: string | null;
}
