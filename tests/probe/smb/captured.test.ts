import { existsSync, readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { z } from 'zod';
import { isSmb1, smb2Command } from './answers.ts';
import { probeServer } from './run.ts';
import type { Peer } from './server.ts';
import { testUnless } from '../../support/skip.ts';

const DATA = '../shared/data/smb-hosts.json';
const HOSTS = z.array(
  z.object({
    id: z.string(),
    negotiateResponse: z.string(),
    sessionSetupResponse: z.string(),
    expected: z.object({
      protocol: z.enum(['smb1', 'smb2']),
      dialect: z.string().optional(),
      signingRequired: z.boolean().optional(),
      serverGuid: z.string().optional(),
      serverTime: z.string().optional(),
      netbiosComputerName: z.string(),
      netbiosDomainName: z.string(),
      dnsComputerName: z.string(),
      dnsDomainName: z.string(),
      ntlmTimestamp: z.string().nullable(),
    }),
  }),
);
type Host = z.infer<typeof HOSTS>[number];

const DIALECTS: Record<string, string> = {
  '0x0202': '2.0.2',
  '0x0210': '2.1',
  '0x0300': '3.0',
  '0x0302': '3.0.2',
  '0x0311': '3.1.1',
};

/** The captured answer, with the numbers of the request that it now answers. */
function patched(answer: string, request: Buffer): Buffer {
  const bytes = Buffer.from(answer, 'hex');
  if (isSmb1(bytes)) {
    request.copy(bytes, 26, 26, 28);
    request.copy(bytes, 30, 30, 32);
  } else {
    request.copy(bytes, 24, 24, 32);
  }
  return bytes;
}

function replay(host: Host, onSmb2: 'close' | 'ignore' = 'close') {
  return ({ send, socket }: Peer, request: Buffer): void => {
    if (host.expected.protocol === 'smb1' && !isSmb1(request)) {
      if (onSmb2 === 'close') socket.end();
      return;
    }
    const isNegotiate = isSmb1(request) ? request[4] === 0x72 : smb2Command(request) === 0;
    send(patched(isNegotiate ? host.negotiateResponse : host.sessionSetupResponse, request));
  };
}

/** Names are null where empty, times cut to milliseconds. */
function name(expected: string): string | null {
  return expected.replaceAll('\0', '') || null;
}
function time(expected: string | null): string | null {
  return expected === null ? null : expected.replace(/(\.\d{3})\d*Z$/u, '$1Z');
}

/** What the probe must say of a host. */
function evidenceOf({ expected }: Host) {
  const smb2 = {
    signing: expected.signingRequired === true ? 'required' : 'enabled',
    serverGuid: expected.serverGuid,
    serverTime: time(expected.serverTime ?? null),
  };
  const smb1 = { serverTime: expect.stringMatching(/^20\d\d-/u) };
  return {
    protocol: expected.protocol,
    dialect: DIALECTS[expected.dialect ?? ''] ?? 'NT LM 0.12',
    netbiosComputerName: name(expected.netbiosComputerName),
    netbiosDomainName: name(expected.netbiosDomainName),
    dnsComputerName: name(expected.dnsComputerName),
    dnsDomainName: name(expected.dnsDomainName),
    ntlmTime: time(expected.ntlmTimestamp),
    sessionStatus: '0xc0000016',
    localTime: '2024-02-29T12:00:00.000Z',
    ...(expected.protocol === 'smb2' ? smb2 : smb1),
  };
}

const isHere = existsSync(DATA);
const hosts = isHere ? HOSTS.parse(JSON.parse(readFileSync(DATA, 'utf8'))) : [];
const testHere = testUnless(isHere ? null : `${DATA} is not here`);

async function isAsCaptured(host: Host, onSmb2?: 'ignore'): Promise<void> {
  const options = onSmb2 === 'ignore' ? { timeoutMs: 1000 } : {};
  const { observation } = await probeServer(replay(host, onSmb2), options);
  expect(observation).toMatchObject({
    outcome: 'open',
    reached: 'service',
    evidence: evidenceOf(host),
  });
}

function twelveAreHere(): void {
  expect(hosts).toHaveLength(12);
}
testHere('twelve computers', twelveAreHere);

for (const host of hosts) {
  testHere(host.id, () => isAsCaptured(host));
  if (host.expected.protocol === 'smb1') {
    testHere(`${host.id}, deaf to SMB2`, () => isAsCaptured(host, 'ignore'));
  }
}
