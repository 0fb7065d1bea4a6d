import { z } from 'zod';
import { FLOW_NAMES } from '../catalogue/flow.ts';
import { CAUSES, REACHED } from '../probe/observation.ts';
import {
  MAX_TEXT,
  address,
  count,
  errorCode,
  groupName,
  host,
  portNumber,
} from '../probe/saved-words.ts';
import { OBSERVED_OUTCOMES } from './vocabulary.ts';

// Parts of a judged client that are saved as they are: their types, how saved reports are read, and what
// the documentation tells of them.

/** What servers say of themselves, as long as a probe keeps it. */
const text = z.string().max(MAX_TEXT);
/** Sentences are this tool's own: what is filled in is a word each. */
const word = z.string().regex(/^[\w.-]{1,64}$/);
/** `3.1.1`, `NT LM 0.12`. */
const dialect = z.string().regex(/^(?:NT LM )?\d+(?:\.\d+){1,2}$/);
const hosts = z.array(host);
const flow = z.enum(FLOW_NAMES);

/** What deserves a word though the flow is open; `host` is the server or client that it is about. */
export const warning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('clock-skew'), host, seconds: z.number() }),
  z.object({ code: z.literal('smb1-only'), host, dialect: dialect.nullable() }),
  z.object({ code: z.literal('address-translation'), host, address: host, bindings: hosts }),
  z.object({
    code: z.literal('short-name-differs'),
    host,
    shortName: host,
    addresses: hosts,
    shortAddresses: hosts,
  }),
  z.object({ code: z.literal('unknown-issuer'), host, issuer: text.nullable() }),
  // Small packets pass and full-size ones don't: those sent from this machine, or the other end's.
  z.object({ code: z.literal('path-mtu'), host, flow, direction: z.enum(['sent', 'received']) }),
  // A port that the documented firewall exceptions admit, the spooler's, is silent; another speaks.
  z.object({ code: z.literal('dynamic-partly'), host, silent: portNumber, open: portNumber }),
  // What a plain GET gets is answered, and what the installation asks besides is not.
  z.object({
    code: z.literal('verb-blocked'),
    host,
    flow,
    request: z.enum(['head', 'range']),
    seen: z.enum(['cut', 'filtered']),
  }),
  // The service's own answer, passed on by something in between.
  z.object({ code: z.literal('relayed'), host, relay: text }),
  // The certificate's intermediate is not sent, but can be fetched, as Windows does.
  z.object({ code: z.literal('incomplete-chain'), host, issuer: text.nullable() }),
  // `flow` where it is asked of the update agent, which presents none.
  z.object({
    code: z.literal('client-certificate'),
    host,
    flow: z.literal('sup-https').optional(),
  }),
  z.object({ code: z.literal('proxy-ignored'), host: z.null(), variable: word }),
  z.object({ code: z.literal('server-name'), host, names: z.array(text) }),
  z.object({ code: z.literal('http-404'), host, url: z.string().regex(/^\S{1,2048}$/) }),
  z.object({ code: z.literal('legacy-tls'), host, protocol: word }),
  // No boundary group has an address of the client; by whose servers it was judged.
  z.object({
    code: z.literal('no-boundary-group'),
    host,
    addresses: hosts,
    ledBy: z.enum(['site-default', 'every-server']),
  }),
  // Neither the client's boundary groups (none: the site's default) nor those to fall back to name a
  // server of a role.
  z.object({
    code: z.literal('boundary-group-without'),
    host,
    groups: z.array(groupName),
    role: z.enum(['distributionPoints', 'softwareUpdatePoints']),
  }),
  // DNS names this server for a service of the domain, which others offer and it does not.
  z.object({
    code: z.literal('service-record'),
    host,
    flow,
    outcome: z.enum(OBSERVED_OUTCOMES),
  }),
  // Not the role itself: what `listen` lets answer in its place.
  z.object({ code: z.literal('stand-in'), host }),
]);

/** Where a client is on the network. */
export const location = z.object({
  groups: z.array(groupName).describe('boundary groups that its addresses are in'),
  addresses: z.array(address).describe('none: not known, and judged by all servers'),
});

/** What was looked at, without the evidence of what was seen. */
export const endpoint = z.object({
  host: host.describe('as it was asked for'),
  address: address.nullable().describe('null where the name has none'),
  port: portNumber.nullable().describe('null for ICMP, and for dynamic ports as a whole'),
  outcome: z.enum(OBSERVED_OUTCOMES).describe('what the probe saw'),
  code: errorCode.exactOptional().describe("the system's error code, where one decided"),
  cause: z.enum(CAUSES).exactOptional().describe('why an answer was not the expected one'),
  reached: z.enum(REACHED).describe('how far the probe got'),
  rttMs: z.number().nullable().default(null).describe('milliseconds of the first round trip'),
  attempts: count.default(1).describe('how often it was tried'),
  source: address
    .exactOptional()
    .describe("the address of the run's machine that it was sent from, where the system tells"),
});
