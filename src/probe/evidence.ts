import { z } from 'zod';
import { MAX_TEXT, type Said, count, portNumber as port } from './saved-words.ts';

// What a probe's answer showed. Probes make it, readers of saved reports check it, and the
// documentation is made from it. A saved report may leave out members that have a default.

const text = z.string();
const textOrNull = text.max(MAX_TEXT).nullable().default(null);
const status = z.int().nullable().default(null).describe('of the answer');

const serverTime = textOrNull.describe("the server's clock");
const localTime = textOrNull.describe("this machine's clock at that moment");

/** The system's own sockets or functions, or a program. */
const ICMP_SENDERS = ['ping-socket', 'raw-socket', 'windows-api', 'program'] as const;

const icmp = z.object({
  kind: z.literal('icmp'),
  sender: z.enum(ICMP_SENDERS).default('program').describe('what sent the echo requests'),
  program: textOrNull.describe('the ping program, where one was used'),
  line: textOrNull.describe("what decided: the program's line, or an error"),
});

const smb = z.object({
  kind: z.literal('smb'),
  protocol: z
    .enum(['smb2', 'smb1'])
    .nullable()
    .default(null)
    .describe('null where nothing was negotiated'),
  dialect: textOrNull.describe('such as `3.1.1`'),
  signing: z
    .enum(['required', 'enabled', 'disabled'])
    .nullable()
    .default(null)
    .describe('of messages'),
  serverGuid: textOrNull.describe('32 hexadecimal digits'),
  serverTime,
  localTime,
  netbiosComputerName: text.nullable().describe('how the computer calls itself'),
  netbiosDomainName: text.nullable().describe('its domain'),
  dnsComputerName: textOrNull.describe('its full name'),
  dnsDomainName: text.nullable().describe('the full name of its domain'),
  ntlmTime: textOrNull.describe("the clock in the NTLM challenge; the server's, where it says one"),
  sessionStatus: text.nullable().describe('NTSTATUS of the anonymous session setup'),
});

/** One entry of the endpoint mapper's database. */
const rpcEndpoint = z.object({
  interface: text.describe('UUID'),
  version: text.describe('of the interface'),
  protocol: text.describe('such as `ncacn_ip_tcp`'),
  port: port.nullable().describe('TCP or UDP'),
  address: textOrNull.describe('as the mapper tells it'),
  pipe: textOrNull.describe('named pipe or local port'),
  name: textOrNull.describe('of a well-known interface'),
  annotation: text.describe('what the service says of itself'),
});
export type RpcEndpoint = Said<typeof rpcEndpoint>;

/** As seen from this machine. */
export const LOST_SEGMENTS = ['sent', 'received', 'both'] as const;
export type LostSegments = (typeof LOST_SEGMENTS)[number] | null;

const endpointMapper = z.object({
  kind: z.literal('rpc-endpoint-mapper'),
  lookup: z
    .enum(['complete', 'partial', 'denied', 'failed', 'not-asked'])
    .describe('how the question for its list ended'),
  lookupStatus: text.nullable().describe('the code that ended it'),
  endpoints: z
    .array(rpcEndpoint)
    .default([])
    .describe('its list; empty in reports that were saved as ndjson'),
  bindings: z
    .array(text)
    .nullable()
    .default(null)
    .describe(
      'the name and addresses that ServerAlive2 tells; null where the server has no such call',
    ),
  comVersion: textOrNull.describe('of DCOM, such as `5.7`'),
  // Segments as large as a path of 1,500 bytes takes, tried twice.
  fullSegmentsLost: z
    .enum(LOST_SEGMENTS)
    .nullable()
    .default(null)
    .describe('in which direction full-size segments do not arrive, while short ones do'),
});

/**
 * How one dynamic port ended: `open` where it answered in DCE/RPC; `silent` and `wrong-service`
 * where it accepted and did not.
 */
export const TRIED_OUTCOMES = [
  'open',
  'silent',
  'wrong-service',
  'refused',
  'filtered',
  'unreachable',
  'inconclusive',
  'error',
  'not-waited-for',
] as const;
export type TriedOutcome = (typeof TRIED_OUTCOMES)[number];

/** `accepted` shows something in between rather than the computer. */
export const CONTROL_OUTCOMES = [
  'accepted',
  'refused',
  'filtered',
  'unreachable',
  'error',
] as const;

const rpcDynamic = z.object({
  kind: z.literal('rpc-dynamic'),
  advertised: count.describe('ports that the endpoint mapper names'),
  range: z
    .object({ first: port.describe('first port'), last: port.describe('last port') })
    .describe('the dynamic range of the site file'),
  tried: z
    .array(
      z.object({
        port: port.describe('tried'),
        outcome: z
          .enum(TRIED_OUTCOMES)
          .describe('`open`: it answered in DCE/RPC; `silent`, `wrong-service`: it only accepted'),
        interfaces: z.array(text).describe('names or UUIDs of what listens there'),
      }),
    )
    .describe('64 ports at most'),
  control: z
    .object({
      port: port.describe('outside the range'),
      outcome: z.enum(CONTROL_OUTCOMES).describe('there'),
    })
    .nullable()
    .default(null)
    .describe('no client listens there: it tells a silent host from a silent port'),
});

const udp = z.object({
  kind: z.literal('rpc-endpoint-mapper-udp'),
  packetType: textOrNull.describe('of the answer'),
});

/** The revocation addresses in a certificate that are plain HTTP. */
const revocationAddresses = z.object({
  lists: z.array(text).describe('of revocation lists'),
  responders: z.array(text).describe('of responders (OCSP)'),
  others: z.enum(['some', 'none']).describe('whether it names others, such as of a directory'),
});
export type RevocationAddresses = Said<typeof revocationAddresses>;

const tls = z.object({
  protocol: textOrNull.describe('such as `TLSv1.3`'),
  cipher: textOrNull.describe('as OpenSSL names it'),
  subject: textOrNull.describe('of the certificate'),
  names: z.array(text).describe('that it is for'),
  issuer: textOrNull.describe('of the certificate'),
  validFrom: textOrNull.describe('first moment'),
  validTo: textOrNull.describe('last moment'),
  nameMatches: z.enum(['yes', 'no', 'unknown']).describe('whether it is for the host asked for'),
  usage: z
    .enum(['server', 'other', 'unknown'])
    .default('unknown')
    .describe('`other`: the purposes that it names lack that of a server'),
  chainProblem: textOrNull.describe("OpenSSL's code"),
  issuerTrust: z
    .enum(['trusted', 'site-issued', 'unknown', 'not-checked'])
    .describe('`site-issued`: by the site itself, as with enhanced HTTP'),
  missingIssuer: textOrNull.describe(
    'the intermediate that the server does not send, and that could be fetched',
  ),
  revocation: revocationAddresses
    .nullable()
    .default(null)
    .describe('the plain HTTP addresses by which the certificate lets revocation be checked'),
  clientCertificate: z.enum(['asked', 'not-asked', 'unknown']).describe('whether one is asked for'),
  downgraded: z.enum(['yes', 'no']).describe('whether a second try, without TLS 1.3, gave this'),
});
export type TlsEvidence = Said<typeof tls>;

const besides = z.object({
  request: z.enum(['ccm-post', 'post', 'head', 'range']).describe('what was asked besides GET'),
  seen: z
    .enum(['passed', 'refused', 'cut', 'filtered', 'not-told'])
    .describe(
      'whether the server answered it, or does not take it, or a filter answered, or nobody',
    ),
  status,
  filter: textOrNull.describe('the filter whose own page answered'),
});
export type BesidesEvidence = Said<typeof besides>;

const http = z.object({
  kind: z.literal('http'),
  url: text.describe('what was asked for'),
  status,
  reason: textOrNull.describe('the words beside the status'),
  server: textOrNull.describe('the header of that name'),
  location: textOrNull.describe('where a redirect leads; it is not followed'),
  content: z
    .enum(['found', 'missing', 'not-looked-for'])
    .describe('whether the page is what only this role serves'),
  iis: z
    .enum(['headers', 'page', 'none'])
    .default('none')
    .describe('where the answer shows IIS: in its headers, in its page alone, or nowhere'),
  filter: textOrNull.describe('the filter, proxy or portal whose own page this is'),
  relay: textOrNull.describe('what passed the answer on, in its own words'),
  subStatus: textOrNull.describe('`403.4`, where the page names it'),
  serverTime,
  localTime,
  besides: besides
    .nullable()
    .default(null)
    .describe('what the installation asks besides GET; null where it was not asked'),
  // `sent`: a request of several full-size packets gets no answer while a shorter one does;
  // `received`: a long answer does not arrive whole while a shorter one does.
  fullSegmentsLost: z
    .enum(['sent', 'received'])
    .nullable()
    .default(null)
    .describe('the direction in which small packets pass and full-size ones do not'),
  tls: tls.nullable().default(null).describe('null for plain HTTP'),
});

const revocation = z.object({
  kind: z.literal('revocation-list'),
  url: text.describe('as the certificate names it'),
  status,
  nextUpdate: textOrNull.describe('until when the list holds; null for a responder'),
});

const dns = z.object({
  kind: z.literal('dns'),
  record: text.describe('the service record that was asked for'),
  transport: z
    .enum(['udp', 'tcp'])
    .nullable()
    .default(null)
    .describe('by which it answered; null where it did not'),
  responseCode: z.int().nullable().default(null).describe('RCODE of the answer'),
  records: count.nullable().default(null).describe('how many it has'),
});

const ldap = z.object({
  kind: z.literal('ldap'),
  resultCode: z.int().nullable().default(null).describe('of the search'),
  dnsName: textOrNull.describe('how the directory calls itself'),
  domain: textOrNull.describe('its domain'),
  forest: textOrNull.describe('the root domain of its forest'),
});

const kerberos = z.object({
  kind: z.literal('kerberos'),
  errorCode: z
    .int()
    .nullable()
    .default(null)
    .describe('of KRB-ERROR; 6: it does not know the name'),
  serverTime,
  localTime,
});

/** By kind. Times are ISO 8601. */
export const EVIDENCE = {
  icmp,
  smb,
  'rpc-endpoint-mapper': endpointMapper,
  'rpc-dynamic': rpcDynamic,
  'rpc-endpoint-mapper-udp': udp,
  http,
  'revocation-list': revocation,
  dns,
  ldap,
  kerberos,
} as const satisfies Record<string, z.ZodObject>;

export type EvidenceOf<K extends keyof typeof EVIDENCE> = Said<(typeof EVIDENCE)[K]>;
