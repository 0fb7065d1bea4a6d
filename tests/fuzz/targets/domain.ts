import { encodeElement } from '../../../src/probe/der.ts';
import { decodeDnsResponse, encodeQuery } from '../../../src/probe/domain/dns.ts';
import { decodeKerberosReply } from '../../../src/probe/domain/kerberos.ts';
import { decodeLdapMessage } from '../../../src/probe/domain/ldap.ts';
import { AnswerFailure } from '../../../src/probe/failure.ts';
import type { FuzzTarget } from '../target.ts';

const isAnswerFailure = (thrown: unknown): boolean => thrown instanceof AnswerFailure;

const QUERY = encodeQuery('_ldap._tcp.dc._msdcs.contoso.com', 0x1234);

/** Two service records, with the name of the question by a pointer. */
function dnsAnswer(): Buffer {
  const head = Buffer.from(QUERY);
  head.writeUInt16BE(0x8580, 2);
  head.writeUInt16BE(2, 6);
  const record = Buffer.from(
    'c00c00210001000002580018000000640185046463303107636f6e746f736f03636f6d00',
    'hex',
  );
  return Buffer.concat([head, record, record]);
}

const text = (value: string, tag: number): Buffer => encodeElement(tag, Buffer.from(value));
const number = (value: number, tag = 0x02): Buffer => encodeElement(tag, Buffer.of(value));
const attribute = (name: string, value: string): Buffer =>
  encodeElement(0x30, text(name, 0x04), encodeElement(0x31, text(value, 0x04)));
const message = (operation: Buffer): Buffer => encodeElement(0x30, number(1), operation);
const field = (tag: number, content: Buffer): Buffer => encodeElement(0xa0 + tag, content);

/** In the order, and with what else, Samba sends. */
const KERBEROS_ERROR = encodeElement(
  0x7e,
  encodeElement(
    0x30,
    field(0, number(5)),
    field(1, number(30)),
    field(4, text('20261130101500Z', 0x18)),
    field(5, encodeElement(0x02, Buffer.from('0a2f3b', 'hex'))),
    field(6, number(6)),
    field(9, text('CONTOSO.COM', 0x1b)),
    field(
      10,
      encodeElement(0x30, field(0, number(2)), field(1, encodeElement(0x30, text('krbtgt', 0x1b)))),
    ),
    field(11, text('Client not found', 0x1b)),
  ),
);

export const DOMAIN_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'dns-response',
    seeds: [dnsAnswer(), QUERY],
    decode: (bytes) => decodeDnsResponse(bytes, QUERY),
    isDocumented: isAnswerFailure,
  },
  {
    name: 'ldap-message',
    seeds: [
      message(
        encodeElement(
          0x64,
          text('', 0x04),
          encodeElement(
            0x30,
            attribute('defaultNamingContext', 'DC=contoso,DC=com'),
            attribute('rootDomainNamingContext', 'DC=contoso,DC=com'),
            attribute('dnsHostName', 'DC01.contoso.com'),
          ),
        ),
      ),
      message(encodeElement(0x65, number(0, 0x0a), text('', 0x04), text('', 0x04))),
      encodeElement(0x30, number(0), encodeElement(0x78, number(52, 0x0a))),
    ],
    decode: (bytes) => decodeLdapMessage(bytes),
    isDocumented: isAnswerFailure,
  },
  {
    name: 'kerberos-reply',
    seeds: [
      KERBEROS_ERROR,
      encodeElement(0x6b, encodeElement(0x30, field(0, number(5)), field(1, number(11)))),
    ],
    decode: (bytes) => decodeKerberosReply(bytes),
    isDocumented: isAnswerFailure,
  },
];
