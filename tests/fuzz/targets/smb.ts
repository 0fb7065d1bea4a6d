import { AnswerFailure } from '../../../src/probe/failure.ts';
import { compareIdentity } from '../../../src/probe/smb/probe.ts';
import { decodeNetbiosHeader } from '../../../src/probe/smb/connection.ts';
import { decodeNegTokenResp, decodeNtlmChallenge } from '../../../src/probe/smb/ntlm.ts';
import { decodeSmb1Reply, decodeSmb2Header } from '../../../src/probe/smb/wire.ts';
import { decodeSmb1Negotiate } from '../../../src/probe/smb/smb1-negotiate.ts';
import {
  decodeSmb1SessionSetup,
  decodeSmb2SessionSetup,
} from '../../../src/probe/smb/session-setup.ts';
import { decodeSmb2Negotiate } from '../../../src/probe/smb/smb2-negotiate.ts';
import {
  PC001,
  challenge,
  negTokenResp,
  smb1Challenge,
  smb1Negotiate,
  smb2Challenge,
  smb2Error,
  smb2Negotiate,
} from '../../probe/smb/answers.ts';
import { framed } from '../../probe/smb/server.ts';
import { CAPTURED } from '../captured.ts';
import type { FuzzTarget } from '../target.ts';

const REQUEST = Buffer.alloc(64);
const PLAIN = { security: 'plain', names: Buffer.from('WORKGROUP\0OLDPC\0', 'utf16le') } as const;
const LATIN = {
  security: 'plain',
  unicode: 'no',
  names: Buffer.from('WORKGROUP\0OLDPC\0', 'latin1'),
} as const;

const isDocumented = (thrown: unknown): boolean => thrown instanceof AnswerFailure;

const isSmb1 = (bytes: Buffer): boolean => bytes[0] === 0xff;
const negotiates = CAPTURED?.smbNegotiates ?? [];
const setups = CAPTURED?.smbSessionSetups ?? [];
const smb2Setups = [smb2Challenge(REQUEST), ...setups.filter((bytes) => !isSmb1(bytes))];
const smb1Setups = [smb1Challenge(REQUEST), ...setups.filter(isSmb1)];
const tokens = [
  negTokenResp(challenge(PC001)),
  challenge(PC001),
  ...smb2Setups.map(decodeSmb2SessionSetup),
];

export const SMB_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'netbios',
    seeds: ['00000100', '85000000', '00010000'].map((text) => Buffer.from(text, 'hex')),
    decode: decodeNetbiosHeader,
    isDocumented,
  },
  {
    name: 'smb2-header',
    seeds: [
      smb2Negotiate(REQUEST),
      smb2Error(REQUEST, 0xc00000bb),
      framed(smb2Setups[0] ?? REQUEST),
    ],
    decode: decodeSmb2Header,
    isDocumented,
  },
  {
    name: 'smb2-negotiate',
    seeds: [smb2Negotiate(REQUEST), ...negotiates.filter((bytes) => !isSmb1(bytes))],
    decode: decodeSmb2Negotiate,
    isDocumented,
  },
  {
    name: 'smb2-session-setup',
    seeds: smb2Setups,
    decode: (bytes) => decodeNtlmChallenge(decodeNegTokenResp(decodeSmb2SessionSetup(bytes))),
    isDocumented,
  },
  {
    name: 'smb1-negotiate',
    seeds: [
      smb1Negotiate(REQUEST),
      smb1Negotiate(REQUEST, PLAIN),
      smb1Negotiate(REQUEST, LATIN),
      ...negotiates.filter(isSmb1),
    ],
    decode: (bytes) => decodeSmb1Negotiate(decodeSmb1Reply(bytes)),
    isDocumented,
  },
  {
    name: 'smb1-session-setup',
    seeds: smb1Setups,
    decode: (bytes) =>
      decodeNtlmChallenge(decodeNegTokenResp(decodeSmb1SessionSetup(decodeSmb1Reply(bytes)))),
    isDocumented,
  },
  {
    name: 'spnego',
    seeds: tokens,
    decode: (bytes) => decodeNtlmChallenge(decodeNegTokenResp(bytes)),
    isDocumented,
  },
  {
    name: 'ntlm-challenge',
    seeds: [
      challenge(PC001),
      ...smb2Setups.map((it) => decodeNegTokenResp(decodeSmb2SessionSetup(it))),
    ],
    decode: (bytes) => {
      const names = decodeNtlmChallenge(bytes);
      return { names, identity: compareIdentity('pc001.contoso.com', names) };
    },
    isDocumented,
  },
];
