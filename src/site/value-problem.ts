import type { Communication } from '../catalogue/vocabulary.ts';

/** What is wrong with a host or a port; `text` is the user's input, cleaned for a terminal. */
export type HostProblem =
  | { readonly code: 'host-empty' }
  | {
      readonly code:
        | 'several-hosts'
        | 'begins-with-dash'
        | 'not-a-host'
        | 'neither-address-nor-host'
        | 'not-a-zone'
        | 'url'
        | 'not-ipv6-in-brackets'
        | 'not-a-port';
      readonly text: string;
    }
  | { readonly code: 'host-too-long'; readonly length: number; readonly max: number }
  | {
      readonly code: 'not-a-computers-address';
      readonly text: string;
      readonly range: 'unspecified' | 'broadcast' | 'multicast';
    };

/** What is wrong with a path. */
export type PathProblem =
  | {
      readonly code:
        | 'device-path'
        | 'one-backslash'
        | 'not-unc'
        | 'webdav'
        | 'no-share'
        | 'not-in-unc'
        | 'not-in-disk-path';
      readonly text: string;
    }
  | { readonly code: 'unc-host'; readonly text: string; readonly host: HostProblem }
  /** `drive` is `D:`. */
  | { readonly code: 'drive-letter'; readonly text: string; readonly drive: string };

/** Ports of a software update point that contradict note 2 of the port document. */
export interface WsusProblem {
  readonly code: 'note-2';
  readonly httpPort: number | null;
  readonly httpsPort: number | null;
}

export interface PortOfHost {
  readonly host: string;
  /** How the port was said: as `host:port`, or by the key `httpPort`. */
  readonly said: 'beside' | 'key';
}

/** A port that belongs to TLS, where that of plain HTTP is meant. */
export interface TlsPortProblem {
  readonly code: 'tls-port';
  readonly port: number;
  /** What would be right: another port, another communication, or only another port. */
  readonly of:
    | (PortOfHost & { readonly kind: 'software-update-point'; readonly httpPort: number })
    | (PortOfHost & { readonly kind: 'web-server'; readonly secure: Communication | null })
    | (PortOfHost & { readonly kind: 'plain-web-server' })
    | { readonly kind: 'site' };
}

/** What is wrong with a value, regardless of other keys. */
export type ValueProblem =
  | HostProblem
  | PathProblem
  | WsusProblem
  | {
      readonly code:
        | 'not-a-port-range'
        | 'gateway-without-tls'
        | 'not-a-gateway'
        | 'not-a-domain'
        | 'not-a-name-server';
      readonly text: string;
    }
  | {
      readonly code: 'not-a-boundary' | 'boundary-without-end' | 'boundary-backwards';
      readonly text: string;
    }
  | { readonly code: 'not-an-own-name'; readonly text: string; readonly max: number }
  | { readonly code: 'not-a-method'; readonly text: string; readonly allowed: readonly string[] }
  | { readonly code: 'not-tellable'; readonly max: number }
  | { readonly code: 'not-a-group-name'; readonly text: string; readonly max: number }
  | {
      readonly code:
        'port' | 'no-ports' | 'empty-list' | 'empty-text' | 'site-code' | 'serves-nothing';
    };

/** An accepted value, or why it was refused. */
export type Checked<T, P = ValueProblem> = { readonly value: T } | { readonly problem: P };
