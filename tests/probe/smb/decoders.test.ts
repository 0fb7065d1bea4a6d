import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AnswerFailure } from '../../../src/probe/failure.ts';
import { decodeDer, decodeNegTokenResp, decodeNtlmChallenge } from '../../../src/probe/smb/ntlm.ts';
import {
  decodeSmb1Reply,
  decodeSmb2Header,
  filetimeToIso,
  protocolOf,
} from '../../../src/probe/smb/wire.ts';
import { compareIdentity } from '../../../src/probe/smb/probe.ts';
import { decodeNetbiosHeader } from '../../../src/probe/smb/connection.ts';
import { decodeSmb1Negotiate } from '../../../src/probe/smb/smb1-negotiate.ts';
import {
  decodeSmb1SessionSetup,
  decodeSmb2SessionSetup,
} from '../../../src/probe/smb/session-setup.ts';
import { decodeSmb2Negotiate } from '../../../src/probe/smb/smb2-negotiate.ts';
import {
  PC001,
  SERVER_TIME,
  SERVER_TIME_ISO,
  challenge,
  negTokenResp,
  smb1Challenge,
  smb1Negotiate,
  smb2Challenge,
  smb2Negotiate,
} from './answers.ts';
import { runs } from '../../support/long.ts';

const REQUEST = Buffer.alloc(64);
const PLAIN_NAMES = Buffer.from('WORKGROUP\0OLDPC\0', 'utf16le');

const DECODERS: readonly (readonly [string, Buffer, (bytes: Buffer) => unknown])[] = [
  ['NetBIOS header', Buffer.from('00000100', 'hex'), decodeNetbiosHeader],
  ['signature', Buffer.from('fe534d42', 'hex'), protocolOf],
  ['SMB2 header', smb2Negotiate(REQUEST), decodeSmb2Header],
  ['SMB2 negotiate', smb2Negotiate(REQUEST), decodeSmb2Negotiate],
  ['SMB2 session setup', smb2Challenge(REQUEST), decodeSmb2SessionSetup],
  ['SMB1 reply', smb1Negotiate(REQUEST), decodeSmb1Reply],
  [
    'SMB1 negotiate',
    smb1Negotiate(REQUEST, { security: 'plain', names: PLAIN_NAMES }),
    (bytes) => decodeSmb1Negotiate(decodeSmb1Reply(bytes)),
  ],
  [
    'SMB1 negotiate with extended security',
    smb1Negotiate(REQUEST),
    (bytes) => decodeSmb1Negotiate(decodeSmb1Reply(bytes)),
  ],
  [
    'SMB1 session setup',
    smb1Challenge(REQUEST),
    (bytes) => decodeSmb1SessionSetup(decodeSmb1Reply(bytes)),
  ],
  ['DER element', negTokenResp(challenge(PC001)), decodeDer],
  ['SPNEGO token', negTokenResp(challenge(PC001)), decodeNegTokenResp],
  ['NTLM challenge', challenge(PC001), decodeNtlmChallenge],
  [
    'whole session setup response',
    smb2Challenge(REQUEST),
    (bytes) => decodeNtlmChallenge(decodeNegTokenResp(decodeSmb2SessionSetup(bytes))),
  ],
];

/** Some bytes overwritten, then the end cut off. */
function mutations(bytes: Buffer): fc.Arbitrary<Buffer> {
  const edit = fc.tuple(
    fc.nat({ max: bytes.length - 1 }),
    fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0x84, 0xff), fc.nat({ max: 255 })),
  );
  const edits = fc.array(edit, { maxLength: 8 });
  const kept = fc.oneof(fc.constant(bytes.length), fc.nat({ max: bytes.length }));
  return fc.tuple(edits, kept).map(([edits, kept]) => {
    const mutated = Buffer.from(bytes);
    for (const [offset, value] of edits) mutated[offset] = value;
    return mutated.subarray(0, kept);
  });
}

/** What a decoder throws beyond what it may throw. */
function faultOf(decode: (bytes: Buffer) => unknown, bytes: Buffer): unknown {
  try {
    decode(bytes);
    return null;
  } catch (thrown) {
    return thrown instanceof AnswerFailure ? null : thrown;
  }
}

describe.each(DECODERS)('%s', (_, valid, decode) => {
  test('takes the valid bytes', () => {
    expect(() => decode(valid)).not.toThrow();
  });

  test('refuses mutated bytes with an AnswerFailure or not at all', () => {
    fc.assert(
      fc.property(mutations(valid), (bytes) => {
        expect(faultOf(decode, bytes)).toBeNull();
      }),
      { numRuns: runs(1000) },
    );
  });

  test('refuses foreign bytes in the same way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(faultOf(decode, Buffer.from(bytes))).toBeNull();
      }),
    );
  });

  test('takes or refuses every cut', () => {
    for (let length = 0; length < valid.length; length += 1) {
      expect(faultOf(decode, valid.subarray(0, length))).toBeNull();
    }
  });
});

describe('DER', () => {
  const LENGTHS: readonly (readonly [number, string])[] = [
    [0, '0400'],
    [1, '0401'],
    [127, '047f'],
    [127, '04817f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ];

  test.each(LENGTHS)('%i bytes of content after %s', (length, head) => {
    const bytes = Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(length, 1), Buffer.of(9)]);
    const { tag, content, rest } = decodeDer(bytes);
    expect([tag, content, rest]).toEqual([0x04, Buffer.alloc(length, 1), Buffer.of(9)]);
  });

  test.each(['0480', '0484000000010000', '048201', '040201'])('%s is refused', (hex) => {
    expect(() => decodeDer(Buffer.from(hex, 'hex'))).toThrow(AnswerFailure);
  });
});

describe('NTLM challenge', () => {
  test('names are cleaned, the empty ones null', () => {
    const names = { netbios: 'PC\u001b[31m001', domain: '\0', dns: '', dnsDomain: ' contoso.com ' };
    expect(decodeNtlmChallenge(challenge(names))).toEqual({
      netbiosComputerName: 'PC[31m001',
      netbiosDomainName: null,
      dnsComputerName: null,
      dnsDomainName: 'contoso.com',
      time: SERVER_TIME_ISO,
    });
  });

  test('without target info', () => {
    const old = challenge(PC001).subarray(0, 32);
    old.writeUInt32LE(0x0201, 20);
    expect(decodeNtlmChallenge(old)).toMatchObject({ netbiosComputerName: null, time: null });
  });

  test('a token outside of SPNEGO', () => {
    const raw = challenge(PC001);
    expect(decodeNegTokenResp(raw)).toBe(raw);
  });
});

describe('FILETIME', () => {
  test('to milliseconds', () => {
    expect(filetimeToIso(SERVER_TIME)).toBe(SERVER_TIME_ISO);
    expect(filetimeToIso(SERVER_TIME + 9_999n)).toBe(SERVER_TIME_ISO);
  });

  test.each([0n, 1n, 0x7fff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn])('%s is no time', (time) => {
    expect(filetimeToIso(time)).toBeNull();
  });

  test('is null or a date', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }), (time) => {
        const iso = filetimeToIso(time);
        expect(iso === null || new Date(iso).toISOString() === iso).toBe(true);
      }),
    );
  });
});

describe('identity', () => {
  const names = { netbiosComputerName: 'PC001', dnsComputerName: 'pc-one.contoso.com' };

  test.each([
    ['pc001', 'same'],
    ['PC-ONE.fabrikam.com', 'same'],
    ['pc002', 'different'],
    ['pc0011', 'different'],
    ['10.0.0.7', 'unknown'],
    ['fe80::1%eth0', 'unknown'],
  ])('%s is %s', (host, expected) => {
    expect(compareIdentity(host, names)).toBe(expected);
  });

  test('no name, no comparison', () => {
    const nameless = { netbiosComputerName: null, dnsComputerName: null };
    expect(compareIdentity('pc001', nameless)).toBe('unknown');
  });
});
