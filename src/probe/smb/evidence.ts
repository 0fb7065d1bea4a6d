import type { SmbEvidence } from '../observation.ts';
import type { Negotiated } from './negotiate.ts';
import type { NtlmChallenge } from './ntlm.ts';
import { SMB1_DIALECT } from './smb1-negotiate.ts';

export const NOTHING_SEEN: SmbEvidence = {
  kind: 'smb',
  protocol: null,
  dialect: null,
  signing: null,
  serverGuid: null,
  serverTime: null,
  localTime: null,
  netbiosComputerName: null,
  netbiosDomainName: null,
  dnsComputerName: null,
  dnsDomainName: null,
  ntlmTime: null,
  sessionStatus: null,
};

/** What a negotiate answer tells; `now` is this machine's clock at its arrival. */
export function negotiateEvidence(negotiated: Negotiated, now: number): SmbEvidence {
  const { signing, serverTime } = negotiated.answer;
  const seen = { ...NOTHING_SEEN, signing, serverTime, localTime: besides(serverTime, now) };
  if (negotiated.kind !== 'smb1') {
    const dialect = negotiated.kind === 'smb2' ? negotiated.dialect : null;
    return { ...seen, protocol: 'smb2', dialect, serverGuid: negotiated.answer.serverGuid };
  }
  const { security } = negotiated.answer;
  const smb1 = { ...seen, protocol: 'smb1', dialect: SMB1_DIALECT } as const;
  return security.kind === 'extended'
    ? { ...smb1, serverGuid: security.serverGuid }
    : {
        ...smb1,
        netbiosDomainName: security.domainName,
        netbiosComputerName: security.serverName,
      };
}

/** `evidence` with what an NTLM challenge adds; the clock is read once, with the first time told. */
export function withChallenge(
  evidence: SmbEvidence,
  { time, ...names }: NtlmChallenge,
  now: number,
): SmbEvidence {
  return {
    ...evidence,
    ...names,
    ntlmTime: time,
    localTime: evidence.localTime ?? besides(time, now),
  };
}

function besides(theirTime: string | null, now: number): string | null {
  return theirTime === null ? null : new Date(now).toISOString();
}
