import { afterEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type DomainControllerOptions,
  startDirectory,
  startKeyCenter,
} from '../../../src/lab/simulator/domain-controller.ts';
import { STREAM_FAULTS, type Simulator } from '../../../src/lab/simulator/simulator.ts';
import type { LdapCheck } from '../../../src/plan/check.ts';
import {
  decodeKerberosReply,
  encodeKerberosRequest,
  probeKerberos,
} from '../../../src/probe/domain/kerberos.ts';
import { decodeLdapMessage, encodeRootSearch, probeLdap } from '../../../src/probe/domain/ldap.ts';
import { encodeElement } from '../../../src/probe/der.ts';
import { AnswerFailure } from '../../../src/probe/failure.ts';
import type { Observation } from '../../../src/probe/observation.ts';
import { closeListeners, startListener } from '../../support/listeners.ts';
import { contextOf } from '../rpc/context.ts';

const CONTROLLER = {
  address: '127.0.0.1',
  port: 0,
  domain: 'emea.contoso.com',
  forest: 'contoso.com',
  computerName: 'DC01.emea.contoso.com',
} as const;
const simulators: Simulator[] = [];

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
  await closeListeners();
});

type Start = (options: DomainControllerOptions) => Promise<Simulator>;

async function track(start: Start, rest: Partial<DomainControllerOptions> = {}): Promise<number> {
  const simulator = await start({ ...CONTROLLER, ...rest });
  simulators.push(simulator);
  return simulator.port;
}

function search(port: number, of: LdapCheck['of'] = null, timeoutMs = 5_000): Promise<Observation> {
  const check = { kind: 'ldap', host: 'dc01', port, of, nameServers: [] } as const;
  return probeLdap(check, '127.0.0.1', contextOf(timeoutMs));
}

function request(port: number, timeoutMs = 5_000): Promise<Observation> {
  const realm = 'EMEA.CONTOSO.COM';
  const check = { kind: 'kerberos', host: 'dc01', port, realm, nameServers: [] } as const;
  return probeKerberos(check, '127.0.0.1', contextOf(timeoutMs));
}

const told = (seen: Observation): string =>
  'cause' in seen ? `${seen.outcome}/${seen.cause}` : seen.outcome;

const FAULTS = {
  refuse: 'refused',
  silent: 'silent',
  close: 'wrong-service/closed-before-answer',
} as const;

/** Answers whatever it is asked with these bytes. */
async function answering(bytes: Buffer): Promise<number> {
  const { port } = await startListener((socket) => {
    socket.once('data', () => socket.write(bytes));
  });
  return port;
}

/** An answer to the search: its number, then its operation. */
function message(operation: Buffer, id = 1): Buffer {
  return encodeElement(0x30, encodeElement(0x02, Buffer.of(id)), operation);
}

function done(code: number): Buffer {
  const empty = encodeElement(0x04);
  return message(encodeElement(0x65, encodeElement(0x0a, Buffer.of(code)), empty, empty));
}

describe('a directory', () => {
  test('tells strangers its name, its domain and its forest', async () => {
    expect(await search(await track(startDirectory))).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: {
        kind: 'ldap',
        resultCode: 0,
        dnsName: 'DC01.emea.contoso.com',
        domain: 'emea.contoso.com',
        forest: 'contoso.com',
      },
    });
  });

  test.each([
    [{ kind: 'domain', name: 'EMEA.contoso.com' }, 'open'],
    [{ kind: 'domain', name: 'contoso.com' }, 'wrong-host/other-domain'],
    [{ kind: 'forest', name: 'contoso.com' }, 'open'],
    [{ kind: 'forest', name: 'fabrikam.com' }, 'wrong-host/other-domain'],
  ] as const)('asked for as %j: %s', async (of, outcome) => {
    expect(told(await search(await track(startDirectory), of))).toBe(outcome);
  });

  test.each(STREAM_FAULTS)('%s', async (fault) => {
    const port = await track(startDirectory, { fault });
    const outcomes = { ...FAULTS, 'wrong-service': 'wrong-service/not-ldap' };
    expect(told(await search(port, null, fault === 'silent' ? 200 : 5_000))).toBe(outcomes[fault]);
  });

  test.each<[string, Buffer, string]>([
    ['that lets no stranger search is one', done(50), 'open'],
    ['that is busy', done(51), 'unhealthy/directory-refusal'],
    ['that is not available', done(52), 'unhealthy/directory-refusal'],
    ['that takes leave', message(encodeElement(0x78), 0), 'unhealthy/directory-refusal'],
    ['that answers another question', message(encodeElement(0x65), 2), 'wrong-service/not-ldap'],
    ['that answers a search with a bind', message(encodeElement(0x61)), 'wrong-service/not-ldap'],
    ['that has no result', message(encodeElement(0x65)), 'wrong-service/not-ldap'],
    [
      'of a length that no answer has',
      Buffer.from('308400ffffff', 'hex'),
      'wrong-service/not-ldap',
    ],
    ['of an indefinite length', Buffer.from('308002010100', 'hex'), 'wrong-service/not-ldap'],
    ['of a length of five bytes', Buffer.from('30850000000001', 'hex'), 'wrong-service/not-ldap'],
    [
      'that never ends',
      Buffer.concat(Array<Buffer>(20).fill(message(encodeElement(0x73)))),
      'wrong-service/not-ldap',
    ],
  ])('%s', async (_what, bytes, outcome) => {
    expect(told(await search(await answering(bytes)))).toBe(outcome);
  });

  test('whose names are no names is one, without them', async () => {
    const port = await track(startDirectory, { domain: 'a,CN=b', computerName: '\u001b[2J' });
    expect(await search(port)).toMatchObject({ evidence: { domain: null, dnsName: '[2J' } });
  });

  test('what is asked is a search of the root alone', () => {
    expect(encodeRootSearch().toString('latin1')).toContain('objectClass');
    expect(encodeRootSearch().subarray(0, 2).toString('hex')).toMatch(/^30[0-7]/);
  });
});

describe('a key distribution center', () => {
  test('that does not know the name answers', async () => {
    const seen = await request(await track(startKeyCenter));
    expect(seen).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: { kind: 'kerberos', errorCode: 6, localTime: '1970-01-01T00:00:00.000Z' },
    });
    const { evidence } = seen;
    const { serverTime } = evidence.kind === 'kerberos' ? evidence : { serverTime: null };
    expect(Math.abs(Date.parse(serverTime ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test.each(STREAM_FAULTS)('%s', async (fault) => {
    const port = await track(startKeyCenter, { fault });
    const outcomes = { ...FAULTS, 'wrong-service': 'wrong-service/not-kerberos' };
    expect(told(await request(port, fault === 'silent' ? 200 : 5_000))).toBe(outcomes[fault]);
  });

  const field = (number: number, content: Buffer): Buffer => encodeElement(0xa0 + number, content);
  const integer = (value: number): Buffer => encodeElement(0x02, Buffer.of(value));
  const reply = (tag: number, type: number, ...rest: readonly Buffer[]): Buffer => {
    const fields = [field(0, integer(5)), field(1, integer(type)), ...rest];
    const bytes = encodeElement(tag, encodeElement(0x30, ...fields));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };

  test.each<[string, Buffer, string]>([
    ['that gives a ticket is one', reply(0x6b, 11), 'open'],
    [
      'that is not available',
      reply(0x7e, 30, field(6, integer(29))),
      'unhealthy/key-center-refusal',
    ],
    [
      'whose time is no time is one',
      reply(
        0x7e,
        30,
        field(4, encodeElement(0x18, Buffer.from('20261340999999Z'))),
        field(6, integer(6)),
      ),
      'open',
    ],
    ['without an error', reply(0x7e, 30), 'wrong-service/not-kerberos'],
    ['of another type', reply(0x6b, 30, field(6, integer(6))), 'wrong-service/not-kerberos'],
    ['of no length', Buffer.alloc(8), 'wrong-service/not-kerberos'],
    [
      'of a length that no reply has',
      Buffer.from('7fffffff00', 'hex'),
      'wrong-service/not-kerberos',
    ],
  ])('%s', async (_what, bytes, outcome) => {
    expect(told(await request(await answering(bytes)))).toBe(outcome);
  });

  test('is asked in a name that tells who asks, and without a password', () => {
    const text = encodeKerberosRequest('CONTOSO.COM', 1).toString('latin1');
    expect(text).toContain('ccm-preflight');
    expect(text).toContain('krbtgt');
  });
});

/** Whether bytes are taken; any error but the documented one is thrown on. */
function isRead(decode: (bytes: Buffer) => unknown, input: Buffer): boolean {
  try {
    decode(input);
    return true;
  } catch (thrown) {
    if (thrown instanceof AnswerFailure) return false;
    throw thrown;
  }
}

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.constantFrom(0x30, 0x7e, 0x6b),
      (bytes, tag) => {
        const inputs = [Buffer.from(bytes), encodeElement(tag, bytes)];
        for (const decode of [decodeLdapMessage, decodeKerberosReply]) {
          expect(inputs.map((input) => typeof isRead(decode, input))).toEqual([
            'boolean',
            'boolean',
          ]);
        }
      },
    ),
  );
});
