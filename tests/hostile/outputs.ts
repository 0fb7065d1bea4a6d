import type { Observation } from '../../src/probe/observation.ts';
import { isSafe, textsIn } from '../fuzz/finding.ts';
import { ciCommandsIn } from '../support/ci-commands.ts';
import { FORMATS, render } from '../report/scenes.ts';

const SITE = {
  product: 'cm2007',
  siteServer: 'cm01.contoso.com',
  roles: { managementPoints: ['mp01.contoso.com'], distributionPoints: ['dp01.contoso.com'] },
};

/** What ends the parts that a format puts together, but for ends of lines. */
const ENDS: Partial<Record<(typeof FORMATS)[number], RegExp>> = { html: /[\n\t]/ };

/**
 * Texts of an observation, lines that a CI system would take for commands, and lines of the reports that it comes into, that could steer a terminal,
 * or that no XML document may hold.
 */
export function unsafeTexts(seen: Observation): string[] {
  const kinds: Readonly<Record<Observation['evidence']['kind'], readonly string[]>> = {
    none: ['tcp'],
    icmp: ['icmp'],
    smb: ['smb'],
    'rpc-endpoint-mapper': ['rpc-endpoint-mapper'],
    'rpc-dynamic': ['rpc-dynamic'],
    'rpc-endpoint-mapper-udp': ['rpc-endpoint-mapper-udp'],
    http: ['http'],
    'revocation-list': ['revocation', 'revocation-list'],
    dns: ['domain', 'dns'],
    ldap: ['domain', 'ldap'],
    kerberos: ['domain', 'kerberos'],
  };
  const outputs = (['site-server', 'client'] as const).flatMap((from) =>
    FORMATS.map((format) => ({
      format,
      // What begins a CSV file for spreadsheets is ours.
      text: render(
        {
          title: 'hostile',
          site: SITE,
          from,
          clients: [
            {
              client: 'pc001',
              see: ({ kind }) => (kinds[seen.evidence.kind].includes(kind) ? seen : 'open'),
            },
          ],
        },
        format,
      ).text.replace(format.endsWith('csv') ? /^\ufeff/u : '', ''),
    })),
  );
  const lines = outputs.flatMap(({ format, text }) => text.split(ENDS[format] ?? /\r?\n/));
  return [
    ...[...textsIn(seen), ...lines].filter((text) => !isSafe(text)),
    ...outputs.flatMap(({ format, text }) =>
      ciCommandsIn(text, format === 'github' ? format : null),
    ),
  ];
}
