import { describe, expect, test } from '@jest/globals';
import { clientToken } from '../../../src/lab/simulator/smb/spnego.ts';
import { readNtlm } from '../../../src/lab/simulator/smb/ntlm.ts';
import { FIRST_TOKEN } from '../../../src/probe/smb/ntlm.ts';
import { decodeNetbiosHeader, encodeNetbiosMessage } from '../../../src/probe/smb/connection.ts';
import { encodeSmb1Negotiate } from '../../../src/probe/smb/smb1-negotiate.ts';
import {
  encodeSmb1SessionSetup,
  encodeSmb2SessionSetup,
} from '../../../src/probe/smb/session-setup.ts';
import { encodeSmb2Negotiate } from '../../../src/probe/smb/smb2-negotiate.ts';

describe('SMB2 negotiate request', () => {
  const guid = Buffer.alloc(16, 0xaa);
  const salt = Buffer.alloc(32, 0xbb);
  const message = encodeSmb2Negotiate(7n, guid, salt);

  test('header', () => {
    expect(message.toString('hex', 0, 14)).toBe('fe534d4240000000000000000000');
    expect(message.readUInt32LE(16)).toBe(0);
    expect(message.readBigUInt64LE(24)).toBe(7n);
  });

  test('body', () => {
    expect(message.readUInt16LE(64)).toBe(36);
    expect(message.readUInt16LE(66)).toBe(5);
    expect(message.subarray(76, 92)).toEqual(guid);
    expect(message.toString('hex', 100, 110)).toBe('02021002000302031103');
  });

  test('negotiate contexts lie at multiples of 8, one after the other', () => {
    const contexts: [number, string][] = [];
    let offset = message.readUInt32LE(92);
    for (let count = message.readUInt16LE(96); count > 0; count -= 1) {
      offset = Math.ceil(offset / 8) * 8;
      const length = message.readUInt16LE(offset + 2);
      contexts.push([
        message.readUInt16LE(offset),
        message.toString('hex', offset + 8, offset + 8 + length),
      ]);
      offset += 8 + length;
    }
    expect(offset).toBe(message.length);
    expect(contexts).toEqual([
      [1, `010020000100${'bb'.repeat(32)}`],
      [2, '04000200010004000300'],
      [8, '0300020001000000'],
    ]);
  });
});

describe('session setup', () => {
  test('the first token is NTLM’s first message in SPNEGO, as the lab’s own reader has it', () => {
    expect(FIRST_TOKEN).toHaveLength(74);
    const { wrapping, ntlm } = clientToken(FIRST_TOKEN);
    expect(wrapping).toBe('spnego');
    expect(ntlm).toHaveLength(40);
    expect(readNtlm(ntlm ?? Buffer.alloc(0))).toEqual({ kind: 'negotiate', flags: 0xe008_8217 });
  });

  test('SMB2: the token lies where the request says', () => {
    const token = Buffer.from('token');
    const message = encodeSmb2SessionSetup(2n, '3.1.1', token);
    const offset = message.readUInt16LE(76);
    expect(message.subarray(offset, offset + message.readUInt16LE(78))).toEqual(token);
    expect(message).toHaveLength(offset + token.length);
    expect(message.readUInt16LE(6)).toBe(1);
    expect(encodeSmb2SessionSetup(2n, '2.0.2', token).readUInt16LE(6)).toBe(0);
  });

  test.each([4, 5])('SMB1: a token of %i bytes, then aligned strings', (length) => {
    const message = encodeSmb1SessionSetup(2, 0xdeadbeef, Buffer.alloc(length, 0xcc));
    expect(message.readUInt8(32)).toBe(12);
    expect(message.readUInt16LE(41)).toBe(1);
    expect(message.readUInt32LE(43)).toBe(0xdeadbeef);
    expect(message.readUInt16LE(47)).toBe(length);
    expect(message.readUInt16LE(57)).toBe(message.length - 59);
    expect(message.length % 2).toBe(0);
  });
});

test('SMB1 negotiate offers SMB2 too', () => {
  const message = encodeSmb1Negotiate(1);
  expect(message.readUInt16LE(33)).toBe(message.length - 35);
  expect(message.toString('latin1', 35)).toBe(
    '\u0002NT LM 0.12\0\u0002SMB 2.002\0\u0002SMB 2.???\0',
  );
});

test('NetBIOS framing comes back', () => {
  const header = encodeNetbiosMessage(Buffer.alloc(0x1234)).subarray(0, 4);
  expect(header.toString('hex')).toBe('00001234');
  expect(decodeNetbiosHeader(header)).toEqual({ type: 'message', length: 0x1234 });
});
