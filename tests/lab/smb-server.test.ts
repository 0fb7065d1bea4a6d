import { afterEach, describe, expect, test } from '@jest/globals';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { startSmbServer, type SmbServerOptions } from '../../src/lab/simulator/smb-server.ts';
import { type AnySmbServer, startAnySmbServer } from '../support/smb-server.ts';
import { startSmb1Server } from '../support/smb1-server.ts';
import { computerIdentityOf } from '../../src/lab/simulator/smb/identity.ts';
import { RawClient, hex } from './raw-client.ts';

const AT = { address: '127.0.0.1', port: 0 } as const;
const IDENTITY = computerIdentityOf('pc001.contoso.com');

const MORE_PROCESSING_REQUIRED = 0xc000_0016;
const INVALID_PARAMETER = 0xc000_000d;
const NOT_SUPPORTED = 0xc000_00bb;
const ACCESS_DENIED = 0xc000_0022;
const USER_SESSION_DELETED = 0xc000_0203;
const NO_HASH_OVERLAP = 0xc05d_0000;

/** NEGOTIATE_MESSAGE: Unicode, request target, NTLM, always sign, extended session security. */
const NTLM_NEGOTIATE = hex('4e544c4d53535000 01000000 05820800 0000000000000000 0000000000000000');
const NTLM_AUTHENTICATE = hex('4e544c4d53535000 03000000');
/** GSS-API, SPNEGO, NegTokenInit with NTLM as its only mechanism and a token of 32 bytes. */
const SPNEGO_INIT = Buffer.concat([
  hex('603e 06062b0601050502 a034 3032 a00e300c060a2b06010401823702020a a220 041e'),
  NTLM_NEGOTIATE.subarray(0, 30),
]);

const open: { simulator: Simulator; client: RawClient }[] = [];

function connect(options: Partial<AnySmbServer & SmbServerOptions> = {}): Promise<RawClient> {
  const all = { ...AT, identity: IDENTITY, ...options };
  return clientOf(options.fault === undefined ? startAnySmbServer(all) : startSmbServer(all));
}

async function clientOf(starting: Promise<Simulator>): Promise<RawClient> {
  const simulator = await starting;
  const client = await RawClient.connect(simulator);
  open.push({ simulator, client });
  return client;
}

afterEach(async () => {
  for (const { simulator, client } of open.splice(0)) {
    client.destroy();
    await simulator.close();
  }
});

function send(client: RawClient, message: Buffer): void {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(message.length);
  client.send(header, message);
}

async function receive(client: RawClient): Promise<Buffer> {
  const header = await client.read(4);
  return header.length < 4 ? header : client.read(header.readUInt32BE());
}

function smb2Header(command: number, messageId: number): Buffer {
  const header = Buffer.alloc(64);
  hex('fe534d42 4000').copy(header);
  header.writeUInt16LE(command, 12);
  header.writeUInt16LE(31, 14);
  header.writeUInt32LE(messageId, 24);
  return header;
}

/** Contexts are whole SMB2_NEGOTIATE_CONTEXTs, each a multiple of 8 bytes long. */
function smb2Negotiate(dialects: readonly number[], contexts: readonly Buffer[] = []): Buffer {
  const body = Buffer.alloc(36 + dialects.length * 2);
  body.writeUInt16LE(36, 0);
  body.writeUInt16LE(dialects.length, 2);
  body.writeUInt16LE(1, 4);
  dialects.forEach((dialect, index) => body.writeUInt16LE(dialect, 36 + index * 2));
  const gap = Buffer.alloc((8 - (body.length % 8)) % 8);
  if (contexts.length > 0) {
    body.writeUInt32LE(64 + body.length + gap.length, 28);
    body.writeUInt16LE(contexts.length, 32);
  }
  return Buffer.concat([smb2Header(0, 0), body, gap, ...contexts]);
}

const PREAUTH = hex('0100 2600 00000000 0100 2000 0100' + '5a'.repeat(32) + '0000');
const PREAUTH_UNKNOWN_HASH = hex('0100 0600 00000000 0100 0000 0900 0000');
const ENCRYPTION = hex('0200 0600 00000000 0200 0100 0200 0000');

function smb2SessionSetup(token: Buffer): Buffer {
  const body = Buffer.alloc(24);
  body.writeUInt16LE(25, 0);
  body.writeUInt8(1, 3);
  body.writeUInt16LE(88, 12);
  body.writeUInt16LE(token.length, 14);
  return Buffer.concat([smb2Header(1, 1), body, token]);
}

const status = (message: Buffer): number => message.readUInt32LE(8);
const dialect = (message: Buffer): number => message.readUInt16LE(68);
const filetime = (bytes: Buffer, offset: number): number =>
  Number(bytes.readBigUInt64LE(offset) / 10_000n - 11_644_473_600_000n);

/** AV_PAIRs of the CHALLENGE_MESSAGE inside a message, texts as texts, others as bytes. */
function targetInfo(message: Buffer): Map<number, Buffer> {
  const challenge = message.subarray(message.indexOf('NTLMSSP\0', 0, 'latin1'));
  expect(challenge.readUInt32LE(8)).toBe(2);
  const start = challenge.readUInt32LE(44);
  const info = challenge.subarray(start, start + challenge.readUInt16LE(40));
  const pairs = new Map<number, Buffer>();
  for (let offset = 0; offset < info.length; offset += 4 + info.readUInt16LE(offset + 2)) {
    const length = info.readUInt16LE(offset + 2);
    pairs.set(info.readUInt16LE(offset), info.subarray(offset + 4, offset + 4 + length));
  }
  return pairs;
}

const nameIn = (pairs: Map<number, Buffer>, id: number): string | undefined =>
  pairs.get(id)?.toString('utf16le');

describe('SMB2 negotiate', () => {
  test.each([
    ['3.1.1', 0x0311],
    ['3.0.2', 0x0302],
    ['3.0', 0x0300],
    ['2.1', 0x0210],
    ['2.0.2', 0x0202],
  ] as const)('chooses %s where the server has no higher', async (highest, expected) => {
    const client = await connect({ dialect: highest });
    send(client, smb2Negotiate([0x0202, 0x0210, 0x0300, 0x0302, 0x0311], [PREAUTH, ENCRYPTION]));
    const reply = await receive(client);
    expect(reply.subarray(0, 4)).toEqual(hex('fe534d42'));
    expect(status(reply)).toBe(0);
    expect(reply.readUInt32LE(16)).toBe(1);
    expect(reply.readUInt16LE(64)).toBe(65);
    expect(dialect(reply)).toBe(expected);
    expect(reply.readUInt16LE(120)).toBe(128);
    const token = reply.subarray(128, 128 + reply.readUInt16LE(122));
    expect(token.toString('hex')).toMatch(/^60.+2b06010401823702020a/u);
  });

  test('chooses the highest of those offered', async () => {
    const client = await connect();
    send(client, smb2Negotiate([0x0202, 0x0210]));
    expect(dialect(await receive(client))).toBe(0x0210);
  });

  test('sends negotiate contexts with 3.1.1, aligned to 8 bytes', async () => {
    const client = await connect();
    send(client, smb2Negotiate([0x0311], [PREAUTH, ENCRYPTION]));
    const reply = await receive(client);
    expect(reply.readUInt16LE(70)).toBe(2);
    const first = reply.readUInt32LE(124);
    expect(first % 8).toBe(0);
    expect(reply.subarray(first, first + 4)).toEqual(hex('0100 2600'));
    expect(reply.subarray(first + 8, first + 14)).toEqual(hex('0100 2000 0100'));
    expect(reply.subarray(first + 48)).toEqual(hex('0200 0400 00000000 0100 0200'));
  });

  test.each([
    ['3.1.1 without its context', smb2Negotiate([0x0311]), INVALID_PARAMETER],
    ['a context twice', smb2Negotiate([0x0311], [PREAUTH, PREAUTH]), INVALID_PARAMETER],
    ['an unknown hash', smb2Negotiate([0x0311], [PREAUTH_UNKNOWN_HASH]), NO_HASH_OVERLAP],
    ['no dialect', smb2Negotiate([]), INVALID_PARAMETER],
    ['an unknown dialect', smb2Negotiate([0x0999]), NOT_SUPPORTED],
  ])('refuses %s', async (_name, message, expected) => {
    const client = await connect();
    send(client, message);
    const reply = await receive(client);
    expect(status(reply)).toBe(expected);
    expect(reply.readUInt16LE(64)).toBe(9);
    expect(reply).toHaveLength(73);
  });

  test.each([
    ['enabled', 1],
    ['required', 3],
  ] as const)('says that signing is %s', async (signing, mode) => {
    const client = await connect({ signing });
    send(client, smb2Negotiate([0x0210]));
    expect((await receive(client)).readUInt16LE(66)).toBe(mode);
  });

  test('tells its clock, with the offset', async () => {
    const client = await connect({ clockOffsetMs: -3_600_000 });
    const before = Date.now();
    send(client, smb2Negotiate([0x0210]));
    const time = filetime(await receive(client), 104) + 3_600_000;
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
  });

  test('a second one ends the connection', async () => {
    const client = await connect();
    send(client, smb2Negotiate([0x0210]));
    await receive(client);
    send(client, smb2Negotiate([0x0210]));
    expect(await client.readToEnd()).toHaveLength(0);
  });
});

describe('SMB2 session setup', () => {
  async function negotiated(options: Parameters<typeof connect>[0] = {}): Promise<RawClient> {
    const client = await connect(options);
    send(client, smb2Negotiate([0x0210]));
    await receive(client);
    return client;
  }

  test.each([
    ['SPNEGO', SPNEGO_INIT, 0xa1],
    ['bare NTLM', NTLM_NEGOTIATE, 0x4e],
  ])('answers %s with the challenge', async (_name, token, firstByte) => {
    const client = await negotiated();
    send(client, smb2SessionSetup(token));
    const reply = await receive(client);
    expect(status(reply)).toBe(MORE_PROCESSING_REQUIRED);
    expect(reply.readBigUInt64LE(40)).not.toBe(0n);
    expect(reply.readUInt16LE(68)).toBe(72);
    expect(reply[72]).toBe(firstByte);
    expect(72 + reply.readUInt16LE(70)).toBe(reply.length);
    const pairs = targetInfo(reply);
    expect(nameIn(pairs, 1)).toBe('PC001');
    expect(nameIn(pairs, 2)).toBe('CONTOSO');
    expect(nameIn(pairs, 3)).toBe('pc001.contoso.com');
    expect(nameIn(pairs, 4)).toBe('contoso.com');
    expect([...pairs.keys()].at(-1)).toBe(0);
  });

  test('puts the clock into the challenge, with the offset', async () => {
    const client = await negotiated({ clockOffsetMs: 600_000 });
    send(client, smb2SessionSetup(SPNEGO_INIT));
    const time = targetInfo(await receive(client)).get(7) ?? Buffer.alloc(8);
    expect(Math.abs(filetime(time, 0) - 600_000 - Date.now())).toBeLessThan(60_000);
  });

  test('wrong-name: tells another computer of the domain', async () => {
    const client = await negotiated({ fault: 'wrong-name' });
    send(client, smb2SessionSetup(SPNEGO_INIT));
    const pairs = targetInfo(await receive(client));
    expect(nameIn(pairs, 1)).toBe('OTHER-PC');
    expect(nameIn(pairs, 3)).toBe('other-pc.contoso.com');
  });

  test('a server without an identity tells no name', async () => {
    const client = await negotiated({ identity: null });
    send(client, smb2SessionSetup(SPNEGO_INIT));
    expect([...targetInfo(await receive(client)).keys()]).toEqual([7, 0]);
  });

  test('asks a client for NTLM that begins with Kerberos', async () => {
    const client = await negotiated();
    const kerberos = hex(
      '6023 06062b0601050502 a019 3017 a00d300b06092a864882f712010202 a206 0404 01020304',
    );
    send(client, smb2SessionSetup(kerberos));
    const reply = await receive(client);
    expect(status(reply)).toBe(MORE_PROCESSING_REQUIRED);
    expect(reply.subarray(72)).toEqual(hex('a115 3013 a0030a0101 a10c060a2b06010401823702020a'));
  });

  test('denies the logon itself', async () => {
    const client = await negotiated();
    send(client, smb2SessionSetup(NTLM_AUTHENTICATE));
    expect(status(await receive(client))).toBe(ACCESS_DENIED);
  });

  test('knows no session afterwards', async () => {
    const client = await negotiated();
    send(client, Buffer.concat([smb2Header(3, 2), hex('0900 0000 4800 0000')]));
    expect(status(await receive(client))).toBe(USER_SESSION_DELETED);
  });

  test('ends the connection where nothing was negotiated', async () => {
    const client = await connect();
    send(client, smb2SessionSetup(SPNEGO_INIT));
    expect(await client.readToEnd()).toHaveLength(0);
  });
});

function smb1(command: number, flags2: number, words: Buffer, data: Buffer): Buffer {
  const header = Buffer.alloc(33);
  hex('ff534d42').copy(header);
  header.writeUInt8(command, 4);
  header.writeUInt16LE(flags2, 10);
  header.writeUInt16LE(0x1234, 30);
  header.writeUInt8(words.length / 2, 32);
  const size = Buffer.alloc(2);
  size.writeUInt16LE(data.length);
  return Buffer.concat([header, words, size, data]);
}

const smb1Negotiate = (dialects: readonly string[], flags2 = 0xc801): Buffer =>
  smb1(
    0x72,
    flags2,
    Buffer.alloc(0),
    Buffer.from(dialects.map((name) => `\u0002${name}\0`).join(''), 'latin1'),
  );

describe('multi-protocol negotiate', () => {
  test('asks for a second negotiate', async () => {
    const client = await connect();
    send(client, smb1Negotiate(['NT LM 0.12', 'SMB 2.002', 'SMB 2.???']));
    const reply = await receive(client);
    expect(reply.subarray(0, 4)).toEqual(hex('fe534d42'));
    expect(dialect(reply)).toBe(0x02ff);
    send(client, smb2Negotiate([0x0210, 0x0300]));
    expect(dialect(await receive(client))).toBe(0x0300);
  });

  test.each([
    ['the server has no higher', ['SMB 2.002', 'SMB 2.???'], '2.0.2'],
    ['the client offers no wildcard', ['SMB 2.002'], '3.1.1'],
  ] as const)('settles on 2.0.2 where %s', async (_name, offered, highest) => {
    const client = await connect({ dialect: highest });
    send(client, smb1Negotiate(offered));
    expect(dialect(await receive(client))).toBe(0x0202);
    send(client, smb2SessionSetup(SPNEGO_INIT));
    expect(status(await receive(client))).toBe(MORE_PROCESSING_REQUIRED);
  });

  test('ends the connection of a client that has SMB1 alone', async () => {
    const client = await connect();
    send(client, smb1Negotiate(['NT LM 0.12']));
    expect(await client.readToEnd()).toHaveLength(0);
  });
});

describe('SMB1 alone', () => {
  test('ends the connection at an SMB2 message', async () => {
    const client = await clientOf(startSmb1Server({ ...AT, identity: IDENTITY }));
    send(client, smb2Negotiate([0x0202]));
    expect(await client.readToEnd()).toHaveLength(0);
  });

  test('answers NT LM 0.12 with extended security', async () => {
    const client = await clientOf(startSmb1Server({ ...AT, identity: IDENTITY }));
    send(client, smb1Negotiate(['PC NETWORK PROGRAM 1.0', 'NT LM 0.12', 'SMB 2.???']));
    const reply = await receive(client);
    expect(reply.subarray(0, 5)).toEqual(hex('ff534d42 72'));
    expect(reply.readUInt8(9) & 0x80).toBe(0x80);
    expect(reply.readUInt16LE(30)).toBe(0x1234);
    expect(reply.readUInt8(32)).toBe(17);
    expect(reply.readUInt16LE(33)).toBe(1);
    expect(reply.readUInt32LE(52) >>> 31).toBe(1);
    expect(Math.abs(filetime(reply, 56) - Date.now())).toBeLessThan(60_000);
    expect(reply.readUInt8(66)).toBe(0);
    expect(69 + reply.readUInt16LE(67)).toBe(reply.length);
    expect(reply[85]).toBe(0x60);
  });

  test('tells its names at once to a client without extended security', async () => {
    const client = await clientOf(startSmb1Server({ ...AT, identity: IDENTITY }));
    send(client, smb1Negotiate(['NT LM 0.12'], 0xc001));
    const reply = await receive(client);
    expect(reply.readUInt8(66)).toBe(8);
    expect(reply.subarray(77).toString('utf16le')).toBe('CONTOSO\0PC001\0');
  });

  test('has no dialect in common with an older client', async () => {
    const client = await clientOf(startSmb1Server({ ...AT, identity: IDENTITY }));
    send(client, smb1Negotiate(['LANMAN1.0']));
    expect((await receive(client)).subarray(32)).toEqual(hex('01 ffff 0000'));
  });

  test('answers a session setup with the challenge', async () => {
    const client = await clientOf(startSmb1Server({ ...AT, identity: IDENTITY }));
    const words = Buffer.alloc(24);
    words.writeUInt8(0xff, 0);
    words.writeUInt16LE(SPNEGO_INIT.length, 14);
    send(client, smb1(0x73, 0xc801, words, Buffer.concat([SPNEGO_INIT, Buffer.alloc(4)])));
    const reply = await receive(client);
    expect(reply.readUInt32LE(5)).toBe(MORE_PROCESSING_REQUIRED);
    expect(reply.readUInt8(32)).toBe(4);
    expect(reply[43]).toBe(0xa1);
    expect(nameIn(targetInfo(reply), 3)).toBe('pc001.contoso.com');
    expect(reply.toString('utf16le', reply.length % 2)).toContain('Windows 5.1\0');
  });
});

describe('NetBIOS framing', () => {
  test('takes a message in pieces, and a session request before it', async () => {
    const client = await connect();
    client.send('81000000', '85000000', '000000');
    expect(await client.read(4)).toEqual(hex('82000000'));
    const message = smb2Negotiate([0x0210]);
    client.send(Buffer.of(message.length), message.subarray(0, 10));
    client.send(message.subarray(10));
    expect(dialect(await receive(client))).toBe(0x0210);
  });

  test.each([
    ['no SMB message', Buffer.from('00000004474554202f', 'hex')],
    ['a message that is too short', hex('00000006 fe534d424000')],
    ['a message that is too long', hex('00ffffff')],
    ['another packet type', hex('83000001 8f')],
    [
      'a token outside the message',
      hex(
        '00000058' +
          smb2SessionSetup(Buffer.alloc(0)).toString('hex').replace('58000000', '58004000'),
      ),
    ],
  ])('ends the connection at %s', async (_name, bytes) => {
    const client = await connect();
    client.send(bytes);
    expect(await client.readToEnd()).toHaveLength(0);
  });
});

test.each([
  ['pc001.contoso.com', 'PC001', 'CONTOSO', 'contoso.com'],
  ['standalone', 'STANDALONE', 'STANDALONE', 'standalone'],
  ['a-name-of-twenty-char.example.org', 'A-NAME-OF-TWENT', 'EXAMPLE', 'example.org'],
])('the names of %s', (name, netbios, netbiosDomain, dnsDomain) => {
  expect(computerIdentityOf(name)).toEqual({
    netbiosComputerName: netbios,
    netbiosDomainName: netbiosDomain,
    dnsComputerName: name,
    dnsDomainName: dnsDomain,
  });
});
