import type http from 'node:http';
import { cleanOrNull } from '../../base/clean.ts';
import type { HttpEvidence } from '../observation.ts';
import type { Target } from './target.ts';

/** In the body of a 400 of nginx, "No required SSL certificate was sent", and of its kin. */
const CERTIFICATE_WORDS = 'SSL certificate';

/** The part of the evidence that a response's head tells. */
export type Head = Pick<HttpEvidence, 'reason' | 'server' | 'location'> & {
  readonly status: number;
};

export type Response = Head &
  Pick<HttpEvidence, 'content'> & {
    /** The Location as received: what the evidence holds of it is cut, and may be another host's. */
    readonly redirect: string | null;
    /** Whether the body tells that a client certificate is missing. */
    readonly demand: 'told' | 'not-told';
  };

/** Who is asked and told while a response comes in. */
export interface ResponseWatch {
  /** Told as soon as status line and headers are in. */
  readonly noteHead: (head: Head) => void;
  /** Whether the server has asked for a client certificate that there was none to present for. */
  readonly wantsCertificate: () => boolean;
}

/** A text whose presence in the body decides. */
export interface Sought {
  readonly what: 'content' | 'demand';
  readonly text: string;
}

/** What to look for in the body; null where the status is enough. */
export function soughtIn(
  { status }: Head,
  { marker }: Target,
  watch: ResponseWatch,
): Sought | null {
  if (marker === null) return null;
  if (status === 200) return { what: 'content', text: marker };
  return status === 400 && watch.wantsCertificate()
    ? { what: 'demand', text: CERTIFICATE_WORDS }
    : null;
}

/** What it means that the text is there, or not. */
export function meaningOf(found: 'found' | 'missing', { what }: Sought): Partial<Response> {
  if (what === 'content') return { content: found };
  return { demand: found === 'found' ? 'told' : 'not-told' };
}

export function headOf(response: http.IncomingMessage): Head {
  return {
    status: response.statusCode ?? 0,
    reason: cleanOrNull(response.statusMessage),
    server: cleanOrNull([response.headers.server].flat()[0]),
    location: cleanOrNull(response.headers.location, 1024),
  };
}
