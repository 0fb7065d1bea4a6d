/** Answers of SMB servers, laid out by hand from the documents and not by the code under test. */

export const NEGOTIATE = 0;
export const STATUS = {
  success: 0,
  pending: 0x103,
  moreProcessing: 0xc0000016,
  accessDenied: 0xc0000022,
  notSupported: 0xc00000bb,
} as const;

/** 2024-02-29T12:34:56.789Z */
export const SERVER_TIME = 133_536_836_967_890_000n;
export const SERVER_TIME_ISO = '2024-02-29T12:34:56.789Z';
export const GUID = '00112233445566778899aabbccddeeff';

export function isSmb1(message: Buffer): boolean {
  return message[0] === 0xff;
}

export function smb2Command(message: Buffer): number {
  return message.readUInt16LE(12);
}

/** A header that answers `request`, an SMB2 message (or SMB1, which has message id 0). */
export function smb2Response(request: Buffer, status: number, body: Buffer): Buffer {
  const header = Buffer.alloc(64);
  header.write('fe534d424000', 'hex');
  header.writeUInt32LE(status, 8);
  if (!isSmb1(request)) {
    header.writeUInt16LE(request.readUInt16LE(12), 12);
    header.writeBigUInt64LE(request.readBigUInt64LE(24), 24);
  }
  header.writeUInt16LE(1, 14);
  header.writeUInt32LE(status === STATUS.pending ? 0x3 : 0x1, 16);
  return Buffer.concat([header, body]);
}

export function smb2Error(request: Buffer, status: number): Buffer {
  return smb2Response(request, status, Buffer.from('090000000000000000', 'hex'));
}

export function smb2Negotiate(
  request: Buffer,
  { dialect = 0x0311, securityMode = 1, time = SERVER_TIME } = {},
): Buffer {
  const body = Buffer.alloc(64);
  body.writeUInt16LE(65, 0);
  body.writeUInt16LE(securityMode, 2);
  body.writeUInt16LE(dialect, 4);
  body.write(GUID, 8, 'hex');
  body.writeBigUInt64LE(time, 40);
  body.writeUInt16LE(128, 56);
  return smb2Response(request, STATUS.success, body);
}

export interface Names {
  readonly netbios?: string;
  readonly domain?: string;
  readonly dns?: string;
  readonly dnsDomain?: string;
}

export const PC001: Names = {
  netbios: 'PC001',
  domain: 'CONTOSO',
  dns: 'pc001.contoso.com',
  dnsDomain: 'contoso.com',
};

export function smb2Challenge(request: Buffer, names: Names = PC001): Buffer {
  return smb2SessionSetup(request, STATUS.moreProcessing, negTokenResp(challenge(names)));
}

export function smb2SessionSetup(request: Buffer, status: number, token: Buffer): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(9, 0);
  body.writeUInt16LE(72, 4);
  body.writeUInt16LE(token.length, 6);
  return smb2Response(request, status, Buffer.concat([body, token]));
}

/** An NTLM CHALLENGE with these AV pairs. */
export function challenge(names: Names): Buffer {
  const pair = (id: number, value: Buffer): Buffer => {
    const header = Buffer.alloc(4);
    header.writeUInt16LE(id, 0);
    header.writeUInt16LE(value.length, 2);
    return Buffer.concat([header, value]);
  };
  const text = (id: number, value: string | undefined): Buffer =>
    value === undefined ? Buffer.alloc(0) : pair(id, Buffer.from(value, 'utf16le'));
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(SERVER_TIME);
  const info = Buffer.concat([
    text(2, names.domain),
    text(1, names.netbios),
    text(4, names.dnsDomain),
    text(3, names.dns),
    pair(7, time),
    pair(0, Buffer.alloc(0)),
  ]);
  const fixed = Buffer.alloc(56);
  fixed.write('NTLMSSP\0', 'latin1');
  fixed.writeUInt32LE(2, 8);
  fixed.writeUInt32LE(0x00800201, 20);
  fixed.writeUInt16LE(info.length, 40);
  fixed.writeUInt16LE(info.length, 42);
  fixed.writeUInt32LE(56, 44);
  return Buffer.concat([fixed, info]);
}

export function negTokenResp(token: Buffer): Buffer {
  const element = (tag: number, content: Buffer): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(content.length);
    return Buffer.concat([Buffer.of(tag, 0x82), length, content]);
  };
  const state = Buffer.from('a0030a0101', 'hex');
  const mechanism = Buffer.from('a10c060a2b06010401823702020a', 'hex');
  const fields = Buffer.concat([state, mechanism, element(0xa2, element(0x04, token))]);
  return element(0xa1, element(0x30, fields));
}

export function smb1Response(
  request: Buffer,
  words: Buffer,
  bytes: Buffer,
  { status = 0, flags2 = 0xc801 } = {},
): Buffer {
  const header = Buffer.alloc(32);
  header.write('ff534d42', 'hex');
  header.writeUInt8(isSmb1(request) ? request.readUInt8(4) : 0x72, 4);
  header.writeUInt32LE(status, 5);
  header.writeUInt8(0x98, 9);
  header.writeUInt16LE(flags2, 10);
  if (isSmb1(request)) request.copy(header, 24, 24, 32);
  const count = Buffer.alloc(2);
  count.writeUInt16LE(bytes.length);
  return Buffer.concat([header, Buffer.of(words.length / 2), words, count, bytes]);
}

export interface Smb1NegotiateOptions {
  readonly security?: 'extended' | 'plain';
  readonly names?: Buffer;
  readonly securityMode?: number;
  readonly unicode?: 'yes' | 'no';
}

export function smb1Negotiate(
  request: Buffer,
  {
    security = 'extended',
    names = Buffer.alloc(0),
    securityMode = 7,
    unicode = 'yes',
  }: Smb1NegotiateOptions = {},
): Buffer {
  const words = Buffer.alloc(34);
  words.writeUInt8(securityMode, 2);
  words.writeUInt32LE(0xdeadbeef, 15);
  const unicodeCapability = unicode === 'yes' ? 4 : 0;
  words.writeUInt32LE((security === 'extended' ? 0x80000000 : 0) + unicodeCapability, 19);
  words.writeBigUInt64LE(SERVER_TIME, 23);
  words.writeUInt8(security === 'extended' ? 0 : 8, 33);
  const bytes =
    security === 'extended'
      ? Buffer.from(GUID, 'hex')
      : Buffer.concat([Buffer.from('0102030405060708', 'hex'), names]);
  return smb1Response(request, words, bytes, { flags2: unicode === 'yes' ? 0xc801 : 0x4001 });
}

export function smb1Challenge(request: Buffer, names: Names = PC001): Buffer {
  const token = negTokenResp(challenge(names));
  const words = Buffer.alloc(8);
  words.writeUInt8(0xff, 0);
  words.writeUInt16LE(token.length, 6);
  return smb1Response(request, words, token, { status: STATUS.moreProcessing });
}
