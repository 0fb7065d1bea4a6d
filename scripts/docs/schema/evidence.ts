import { z } from 'zod';
import type { EvidenceFacts } from '../../../src/judge/facts.ts';
import {
  BESIDES_REQUESTS,
  CONTROL_OUTCOMES,
  ICMP_SENDERS,
  LOST_SEGMENTS,
  TRIED_OUTCOMES,
} from '../../../src/probe/observation.ts';
import { words } from './words.ts';

const { text, port, count } = words;
const moment = (): z.ZodNullable<z.ZodString> => z.string().nullable();

const icmp = z.object({
  kind: z.literal('icmp'),
  sender: z.enum(ICMP_SENDERS).describe('what sent the echo requests'),
  program: text().nullable().describe('the ping program, where one was used'),
  line: text().nullable().describe("what decided: the program's line, or an error"),
});

const smb = z.object({
  kind: z.literal('smb'),
  protocol: z.enum(['smb2', 'smb1']).nullable().describe('null where nothing was negotiated'),
  dialect: text().nullable().describe('such as `3.1.1`'),
  signing: z.enum(['required', 'enabled', 'disabled']).nullable().describe('of messages'),
  serverGuid: text().nullable().describe('32 hexadecimal digits'),
  serverTime: moment().describe("the server's clock"),
  localTime: moment().describe("this machine's clock at that moment"),
  netbiosComputerName: text().nullable().describe('how the computer calls itself'),
  netbiosDomainName: text().nullable().describe('its domain'),
  dnsComputerName: text().nullable().describe('its full name'),
  dnsDomainName: text().nullable().describe('the full name of its domain'),
  ntlmTime: moment().describe("the clock in the NTLM challenge; the server's, where it says one"),
  sessionStatus: text().nullable().describe('NTSTATUS of the anonymous session setup'),
});

const mapper = z.object({
  kind: z.literal('rpc-endpoint-mapper'),
  lookup: z
    .enum(['complete', 'partial', 'denied', 'failed', 'not-asked'])
    .describe('how the question for its list ended'),
  lookupStatus: text().nullable().describe('the code that ended it'),
  endpoints: z
    .array(
      z.object({
        interface: text().describe('UUID'),
        version: text().describe('of the interface'),
        protocol: text().describe('such as `ncacn_ip_tcp`'),
        port: port().nullable().describe('TCP or UDP'),
        address: text().nullable().describe('as the mapper tells it'),
        pipe: text().nullable().describe('named pipe or local port'),
        name: text().nullable().describe('of a well-known interface'),
        annotation: text().describe('what the service says of itself'),
      }),
    )
    .describe('its list; empty in reports that were saved as ndjson'),
  bindings: z
    .array(text())
    .nullable()
    .describe(
      'the name and addresses that ServerAlive2 tells; null where the server has no such call',
    ),
  comVersion: text().nullable().describe('of DCOM, such as `5.7`'),
  fullSegmentsLost: z
    .enum(LOST_SEGMENTS)
    .nullable()
    .describe('in which direction full-size segments do not arrive, while short ones do'),
  entries: count().describe('how long the list is'),
});

const dynamic = z.object({
  kind: z.literal('rpc-dynamic'),
  advertised: count().describe('ports that the endpoint mapper names'),
  range: z
    .object({ first: port().describe('first port'), last: port().describe('last port') })
    .describe('the dynamic range of the site file'),
  tried: z
    .array(
      z.object({
        port: port().describe('tried'),
        outcome: z
          .enum(TRIED_OUTCOMES)
          .describe('`open`: it answered in DCE/RPC; `silent`, `wrong-service`: it only accepted'),
        interfaces: z.array(text()).describe('names or UUIDs of what listens there'),
      }),
    )
    .describe('64 ports at most'),
  control: z
    .object({
      port: port().describe('outside the range'),
      outcome: z.enum(CONTROL_OUTCOMES).describe('there'),
    })
    .nullable()
    .describe('no client listens there: it tells a silent host from a silent port'),
});

const udp = z.object({
  kind: z.literal('rpc-endpoint-mapper-udp'),
  packetType: text().nullable().describe('of the answer'),
});

const tls = z.object({
  protocol: text().nullable().describe('such as `TLSv1.3`'),
  cipher: text().nullable().describe('as OpenSSL names it'),
  subject: text().nullable().describe('of the certificate'),
  names: z.array(text()).describe('that it is for'),
  issuer: text().nullable().describe('of the certificate'),
  validFrom: moment().describe('first moment'),
  validTo: moment().describe('last moment'),
  nameMatches: z.enum(['yes', 'no', 'unknown']).describe('whether it is for the host asked for'),
  chainProblem: text().nullable().describe("OpenSSL's code"),
  issuerTrust: z
    .enum(['trusted', 'site-issued', 'unknown', 'not-checked'])
    .describe('`site-issued`: by the site itself, as with enhanced HTTP'),
  missingIssuer: text()
    .nullable()
    .describe('the intermediate that the server does not send, and that could be fetched'),
  clientCertificate: z.enum(['asked', 'not-asked', 'unknown']).describe('whether one is asked for'),
  downgraded: z.enum(['yes', 'no']).describe('whether a second try, without TLS 1.3, gave this'),
});

const http = z.object({
  kind: z.literal('http'),
  url: text().describe('what was asked for'),
  status: z.int().nullable().describe('of the answer'),
  reason: text().nullable().describe('the words beside the status'),
  server: text().nullable().describe('the header of that name'),
  location: text().nullable().describe('where a redirect leads; it is not followed'),
  content: z
    .enum(['found', 'missing', 'not-looked-for'])
    .describe('whether the page is what only this role serves'),
  iis: z
    .enum(['headers', 'page', 'none'])
    .describe('where the answer shows IIS: in its headers, in its page alone, or nowhere'),
  filter: text().nullable().describe('the filter, proxy or portal whose own page this is'),
  relay: text().nullable().describe('what passed the answer on, in its own words'),
  subStatus: text().nullable().describe('`403.4`, where the page names it'),
  serverTime: text().nullable().describe("the server's clock"),
  localTime: text().nullable().describe("this machine's clock at that moment"),
  besides: z
    .object({
      request: z.enum(BESIDES_REQUESTS).describe('what was asked besides GET'),
      seen: z
        .enum(['passed', 'cut', 'filtered', 'not-told'])
        .describe('whether the server answered it, or a filter, or nobody'),
      status: z.int().nullable().describe('of the answer'),
      filter: text().nullable().describe('the filter whose own page answered'),
    })
    .nullable()
    .describe('what the installation asks besides GET; null where it was not asked'),
  fullSegmentsLost: z
    .enum(['sent', 'received'])
    .nullable()
    .describe('the direction in which small packets pass and full-size ones do not'),
  tls: tls.nullable().describe('null for plain HTTP'),
});

/** What an answer showed. */
export const evidence = z.union([icmp, smb, mapper, dynamic, udp, http, z.strictObject({})]);
evidence satisfies z.ZodType<EvidenceFacts>;
