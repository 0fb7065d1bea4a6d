import { Readable } from 'node:stream';
import { METHODS } from '../../../src/catalogue/vocabulary.ts';
import { Blocks } from '../../../src/cli/clients/blocks.ts';
import { readList } from '../../../src/cli/clients/list.ts';
import { clientName } from '../../../src/cli/client-name.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { decodeSiteText } from '../../../src/site/parse.ts';
import { checkHost, checkHostPort } from '../../../src/site/host.ts';
import { siteFromFiles } from '../../../src/site/load.ts';
import { SiteError } from '../../../src/site/problem.ts';
import { checkUnc } from '../../../src/site/unc.ts';
import { testStreams } from '../../support/streams.ts';
import { readFixtures } from '../fixtures.ts';
import type { FuzzTarget } from '../target.ts';

const isDocumented = (thrown: unknown): boolean =>
  thrown instanceof SiteError || thrown instanceof UsageError;

const textSeeds = (...texts: readonly string[]): Buffer[] =>
  texts.map((text) => Buffer.from(text, 'utf8'));

function readClients(bytes: Buffer): Promise<readonly string[]> {
  const streams = { ...testStreams(), stdin: Readable.from([bytes]) };
  const options = { file: '-', column: null, only: null, methods: METHODS, skipInvalid: false };
  return readList(options, streams, async () => {}, new Blocks());
}

const UTF_16 = Buffer.from('\ufeffproduct: cm2007\r\nsiteCode: S01\r\n', 'utf16le');

export const WORD_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'site-file',
    seeds: [...readFixtures('site/ok'), ...readFixtures('site/err'), UTF_16],
    decode: (bytes) =>
      siteFromFiles({ name: 'site.yaml', text: decodeSiteText(bytes, 'site.yaml') }),
    isDocumented,
  },
  {
    name: 'clients-file',
    seeds: [
      ...textSeeds(
        'pc001\npc002.contoso.com # a comment\n\n10.0.0.7\n::1\n',
        'Name,ResourceID\r\npc001,1\r\n"pc002",2\r\n',
        '#TYPE Microsoft.ActiveDirectory.Management.ADComputer\r\n"DNSHostName";"Enabled"\r\n"pc001.contoso.com";"True"\r\n',
        'ComputerName\tIP\npc001\t10.0.0.7\n',
        '"Name"\n"pc001"\n',
      ),
      Buffer.from('\ufeffName,Client\r\npc001,Yes\r\n', 'utf16le'),
    ],
    decode: readClients,
    isDocumented,
  },
  {
    name: 'client-name',
    seeds: textSeeds(
      'pc001',
      'pc001.contoso.com.',
      '10.0.0.7',
      'fe80::1%eth0',
      '[::1]:80',
      'mp01:8080',
    ),
    decode: (bytes) => {
      const text = bytes.toString('utf8');
      return [checkHost(text), checkHostPort(text), clientName(text, '--client')];
    },
    isDocumented,
  },
  {
    name: 'unc-path',
    seeds: textSeeds(
      String.raw`\\files01\ccmclient`,
      String.raw`\\files01.contoso.com\ccm$\x64\new folder`,
      '//files01/ccmclient',
      String.raw`\\fe80--1s4.ipv6-literal.net\ccm`,
      String.raw`\\?\UNC\files01\ccm`,
      String.raw`\\files01@SSL\ccm`,
    ),
    decode: (bytes) => checkUnc(bytes.toString('utf8')),
    isDocumented,
  },
];
