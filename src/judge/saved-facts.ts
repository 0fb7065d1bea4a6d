import { z } from 'zod';
import { FLOW_NAMES } from '../catalogue/flow.ts';
import { EVIDENCE } from '../probe/evidence.ts';
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
import { selfFacts } from '../self/facts.ts';
import {
  method,
  outcome,
  requirementId,
  requirementOutcome,
  status,
  verdict,
} from './saved-words.ts';

// A judged client as it is saved: its types, the readers of saved reports and its documentation all
// come from here. Readers also accept what older, newer and shortened reports say (`saved/read`).

/** What servers say of themselves, as far as a probe keeps it. */
const text = z.string().max(MAX_TEXT);
/** A value for a sentence: the sentence is this tool's own, so a value is one word. */
const word = z.string().regex(/^[\w.-]{1,64}$/);
/** `3.1.1`, `NT LM 0.12`. */
const dialect = z.string().regex(/^(?:NT LM )?\d+(?:\.\d+){1,2}$/);
const hosts = z.array(host);
const flow = z.enum(FLOW_NAMES);

/** What to warn of although the flow is open; `host` is the server or client that it is about. */
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
  // A plain GET is answered, but another request that the installation makes is not.
  z.object({
    code: z.literal('verb-blocked'),
    host,
    flow,
    request: z.enum(['head', 'range']),
    seen: z.enum(['cut', 'filtered']),
  }),
  // The server itself turns down another request that the installation makes.
  z.object({
    code: z.literal('verb-refused'),
    host,
    flow,
    request: z.enum(['ccm-post', 'post', 'head', 'range']),
    status: z.int().nullable(),
  }),
  // The service itself answered, and something in between passed the answer on.
  z.object({ code: z.literal('relayed'), host, relay: text }),
  // The certificate's intermediate is not sent, but can be fetched, as Windows does.
  z.object({ code: z.literal('incomplete-chain'), host, issuer: text.nullable() }),
  // `flow` where the update agent is asked for one: it presents none.
  z.object({
    code: z.literal('client-certificate'),
    host,
    flow: z.literal('sup-https').optional(),
  }),
  z.object({ code: z.literal('proxy-ignored'), host: z.null(), variable: word }),
  z.object({ code: z.literal('server-name'), host, names: z.array(text) }),
  z.object({ code: z.literal('http-404'), host, url: z.string().regex(/^\S{1,2048}$/) }),
  z.object({ code: z.literal('legacy-tls'), host, protocol: word }),
  // No boundary group contains an address of the client; it was judged by all servers or by those
  // of the site's default group, as `ledBy` says.
  z.object({
    code: z.literal('no-boundary-group'),
    host,
    addresses: hosts,
    ledBy: z.enum(['site-default', 'every-server']),
  }),
  // Neither the client's boundary groups (if none, the site's default) nor those to fall back to
  // name a server of a role.
  z.object({
    code: z.literal('boundary-group-without'),
    host,
    groups: z.array(groupName),
    role: z.enum(['distributionPoints', 'softwareUpdatePoints']),
  }),
  // DNS names this server for a service of the domain that others offer and it does not.
  z.object({
    code: z.literal('service-record'),
    host,
    flow,
    outcome,
  }),
  // A management point answers as in a site with another communication than the stated one.
  z.object({
    code: z.literal('communication-differs'),
    host,
    said: z.enum(['https', 'enhanced-http']),
    seen: z.enum(['https', 'enhanced-http']),
  }),
  // Not the role itself: `listen` answered in its place.
  z.object({ code: z.literal('stand-in'), host }),
]);

/** A client's place in the network. */
export const location = z.object({
  groups: z.array(groupName).describe('boundary groups that its addresses are in'),
  addresses: z.array(address).describe('none: not known, and judged by all servers'),
});

/** An endpoint that was probed, without the evidence. */
export const endpoint = z.object({
  host: host.describe('as it was asked for'),
  address: address.nullable().describe('null where the name has none'),
  port: portNumber.nullable().describe('null for ICMP, and for dynamic ports as a whole'),
  outcome: outcome.describe('what the probe saw'),
  code: errorCode.exactOptional().describe("the system's error code, where one decided"),
  cause: z.enum(CAUSES).exactOptional().describe('why an answer was not the expected one'),
  reached: z.enum(REACHED).describe('how far the probe got'),
  rttMs: z.number().nullable().default(null).describe('milliseconds of the first round trip'),
  attempts: count.default(1).describe('how often it was tried'),
  source: address
    .exactOptional()
    .describe("the address of the run's machine that it was sent from, where the system tells"),
});

/** What the mapper answered; `endpoints` may have been left out to save room. */
export const endpointMapper = EVIDENCE['rpc-endpoint-mapper'].extend({
  entries: count.describe('how long the list is'),
});

const evidence = z.union([
  ...Object.values({ ...EVIDENCE, 'rpc-endpoint-mapper': endpointMapper } as const),
  z.strictObject({}),
]);

export const seenEndpoint = endpoint.extend({
  evidence: evidence.describe('what the answer showed; empty where there was nothing to see'),
});

export const requirement = z.object({
  id: requirementId.describe('key of `catalogue`'),
  necessity: z
    .literal('helpful')
    .exactOptional()
    .describe("where the servers of the client's location need it less than the site's"),
  status: status.describe('follows from the outcome'),
  outcome: requirementOutcome.describe("the best endpoint's"),
  unmetHosts: hosts.describe('hosts that did not meet it'),
  fallbackHosts: hosts
    .exactOptional()
    .describe('servers of other locations, which count where none of its own does'),
  endpoints: z.array(seenEndpoint).describe('what was looked at'),
});

const ids = z.array(requirementId);

/** What is the same for every client, such as why a method is not applicable, is in the head. */
export const methodVerdict = z.object({
  method: method.describe('judged'),
  verdict: verdict.describe('over all that it needs'),
  here: verdict.describe('over what the end of this run can prove'),
  brokenBy: ids.describe('required and unmet'),
  degradedBy: ids.describe('helpful and unmet, or unmet at some of several hosts'),
  unproven: ids.describe('required and unproven'),
  unknown: z
    .array(z.string())
    .exactOptional()
    .describe('what stands in its way besides, and this version does not know'),
  alternatives: z
    .array(method)
    .describe('other ways to install the client that do not break, best first'),
});

const unknown = z.object({
  id: z.string().describe('as that version names it'),
  status: status.describe('as it found it'),
});

export const client = z.object({
  client: z.string().min(1).max(255).regex(/^\S+$/, 'a name holds no blanks').describe('its name'),
  answered: z
    .boolean()
    .nullable()
    .describe('whether anything of it answered; null where nothing was sent to it'),
  interrupted: z.literal(true).exactOptional().describe('the run was stopped here: proves nothing'),
  methods: z.array(methodVerdict).describe('A verdict each.'),
  requirements: z.array(requirement).describe('What was seen.'),
  unknown: z
    .array(unknown)
    .exactOptional()
    .describe('What a newer version saw, and this one does not know.'),
  warnings: z
    .array(
      z.object({
        code: z.enum(warning.options.map(({ shape }) => shape.code.value)),
        facts: warning,
      }),
    )
    .describe('Worth knowing.'),
  location: location.exactOptional().describe('where it is, in a site with boundary groups'),
  self: selfFacts.exactOptional().describe('what the client told of itself; it changes no verdict'),
});
