import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/plan/plan.ts';
import { type SiteWords, siteOf } from '../support/sites.ts';

const SHARE = String.raw`\\files01\ccmclient`;
const PACKAGE = String.raw`\\files01\gpo`;
const LOCAL = String.raw`D:\ccmclient`;

/** `+` where the flow is needed, `-` where not, then each reason with what it speaks of. */
function told(words: SiteWords, id: string): string {
  const { requirements, excluded } = makePlan(siteOf(words));
  const needed = requirements.find((each) => each.id === id);
  const reasons = (needed ?? excluded.find((each) => each.id === id))?.reasons ?? [];
  const sentences = reasons.map(({ code, value }) => (value === null ? code : `${code}=${value}`));
  return [needed === undefined ? '-' : '+', ...sentences].join(' ');
}

const CB = 'current-branch';
const MP = { managementPoints: 'mp01' };
const NOBODY = 'host-not-named=management-points';

describe('why a flow is needed, and why not', () => {
  test.each<[string, SiteWords, string]>([
    ['client-push/icmp', {}, '+ always'],
    ['client-push/smb', {}, '+ always direction-read=site-server'],
    ['client-push/rpc-endpoint-mapper', {}, '+ always direction-read=site-server'],
    ['client-push/rpc-endpoint-mapper-udp', {}, '+ always direction-read=site-server'],
    ['client-push/rpc-dynamic', {}, '+ always direction-read=site-server'],
    ['client-push/icmp', { product: CB }, '+ always'],
    ['client-push/smb', { product: CB }, '+ always direction-read=site-server'],
    ['client-push/rpc-endpoint-mapper', { product: CB }, '+ always direction-read=site-server'],
    ['client-push/rpc-endpoint-mapper-udp', { product: CB }, '+ always direction-read=site-server'],
    ['client-push/rpc-dynamic', { product: CB }, '+ always direction-read=site-server'],
    ['manual/client-notification', { product: CB, roles: MP }, '+ always'],
    ['manual/slp-http', {}, '- slp-not-needed'],
    ['manual/slp-http', { serverLocatorPointNeeded: 'no' }, '- slp-suppressed'],
    [
      'manual/slp-http',
      { serverLocatorPointNeeded: 'yes', roles: { serverLocatorPoints: 's' } },
      '+ slp-forced',
    ],
    [
      'manual/slp-http',
      { clients: { membership: 'workgroup' } },
      '+ slp-clients-outside=workgroup host-not-named=server-locator-points',
    ],
    [
      'manual/slp-http',
      { clients: { membership: 'other-forest' }, roles: { serverLocatorPoints: 's' } },
      '+ slp-clients-outside=other-forest',
    ],
    [
      'manual/slp-http',
      {
        activeDirectory: { schemaExtended: false, sitesPublished: false },
        roles: { serverLocatorPoints: 's' },
      },
      '+ slp-schema-not-extended',
    ],
    [
      'manual/slp-http',
      { activeDirectory: { sitesPublished: false }, roles: { serverLocatorPoints: 's' } },
      '+ slp-sites-not-published',
    ],
    ['manual/fsp-http', {}, '- fsp-not-named'],
    ['manual/fsp-http', { roles: { fallbackStatusPoints: 'f' } }, '+ fsp-named'],
    ['manual/mp-http', {}, `+ communication-http=mixed no-source ${NOBODY}`],
    ['manual/mp-http', { roles: MP }, '+ communication-http=mixed no-source'],
    [
      'manual/mp-http',
      { communication: 'native', install: { source: SHARE } },
      '- communication-not-http=native source-given',
    ],
    ['manual/mp-https', { roles: MP }, '- communication-not-https=mixed'],
    [
      'manual/mp-https',
      { communication: 'native', roles: MP },
      '+ communication-https=native no-source',
    ],
    [
      'manual/mp-https',
      { product: CB, communication: 'enhanced-http', roles: MP },
      '+ communication-https=enhanced-http communication-enhanced',
    ],
    [
      'manual/mp-https',
      { product: CB, communication: 'https', roles: MP },
      '+ communication-https=https',
    ],
    ['software-update-point/mp-http', { roles: { softwareUpdatePoints: 'u' } }, '- mp-not-named'],
    [
      'software-update-point/mp-http',
      { roles: { softwareUpdatePoints: 'u', ...MP } },
      '+ communication-http=mixed no-source mp-named',
    ],
    ['software-update-point/sup-http', {}, '- no-software-update-point'],
    ['software-update-point/sup-http', { roles: { softwareUpdatePoints: 'u' } }, '+ always'],
    [
      'software-update-point/sup-http',
      { product: CB, roles: { softwareUpdatePoints: 'u' } },
      '+ always',
    ],
    [
      'software-update-point/sup-https',
      { roles: { softwareUpdatePoints: 'u' } },
      '- sup-without-tls',
    ],
    [
      'software-update-point/sup-https',
      {
        roles: {
          softwareUpdatePoints: [{ host: 'u', ssl: true }, 'v', { host: 'w', ssl: true }],
        },
      },
      '+ sup-tls-by-point=u, w',
    ],
    [
      'software-update-point/sup-https',
      { communication: 'native', roles: { softwareUpdatePoints: [{ host: 'u', ssl: true }] } },
      '+ sup-tls-by-communication=native',
    ],
    ['manual/source-smb', {}, '- source-not-given'],
    ['manual/source-smb', { install: { source: LOCAL } }, `- source-local=${LOCAL}`],
    [
      'manual/source-smb',
      { install: { source: SHARE } },
      `+ source-share=${SHARE} direction-read=client`,
    ],
    ['manual/share-smb', { install: { manual: { runFrom: 'local' } } }, '- run-locally'],
    [
      'manual/share-smb',
      { install: { manual: { runFrom: SHARE } } },
      `+ run-from-share=${SHARE} direction-read=client`,
    ],
    [
      'manual/share-smb',
      {},
      String.raw`+ run-from-unknown direction-read=client host-not-named=run-from-share usual-share=\\<management point>\SMSClient`,
    ],
    [
      'manual/share-smb',
      { roles: MP },
      String.raw`+ run-from-unknown direction-read=client host-not-named=run-from-share usual-share=\\mp01\SMSClient`,
    ],
    [
      'manual/share-smb',
      { roles: { managementPoints: '::1' } },
      String.raw`+ run-from-unknown direction-read=client host-not-named=run-from-share usual-share=\\--1.ipv6-literal.net\SMSClient`,
    ],
    [
      'manual/share-smb',
      { product: CB, roles: MP },
      String.raw`+ run-from-unknown direction-read=client host-not-named=run-from-share usual-share=\\<site server>\SMS_<code>\Client`,
    ],
    [
      'manual/share-smb',
      { product: CB, siteServer: 'cm01.contoso.com', siteCode: 'S01' },
      String.raw`+ run-from-unknown direction-read=client host-not-named=run-from-share usual-share=\\cm01.contoso.com\SMS_S01\Client`,
    ],
    [
      'manual/mp-http',
      { product: CB, communication: 'http', roles: MP, install: { source: SHARE } },
      '+ communication-http=http source-beside-mp',
    ],
    [
      'software-update-point/sup-https',
      { product: CB, communication: 'https', roles: { softwareUpdatePoints: 'u' } },
      '- sup-without-tls',
    ],
    ['group-policy/package-smb', {}, '+ package-unknown host-not-named=package-share'],
    [
      'group-policy/package-smb',
      { install: { groupPolicy: { package: 'local' } } },
      '- package-local',
    ],
    [
      'group-policy/package-smb',
      { install: { groupPolicy: { package: PACKAGE } } },
      `+ package-given=${PACKAGE}`,
    ],
    [
      'group-policy/mp-http',
      { clients: { membership: 'workgroup' } },
      '- workgroup-has-no-group-policy',
    ],
    [
      'client-push/smb',
      { product: CB, clients: { membership: 'workgroup' } },
      '- workgroup-has-no-client-push',
    ],
    ['software-distribution/dp-smb', {}, '- no-distribution-point'],
    [
      'software-distribution/dp-http',
      { roles: { distributionPoints: 'd' } },
      '- dp-serves-no-http',
    ],
    [
      'software-distribution/dp-http',
      { roles: { distributionPoints: [{ host: 'd', serves: 'http' }] } },
      '+ communication-http=mixed dp-serves-http',
    ],
    [
      'software-distribution/dp-smb',
      { roles: { distributionPoints: [{ host: 'd', serves: 'http' }] } },
      '- dp-serves-no-smb',
    ],
    [
      'software-distribution/dp-smb',
      { roles: { distributionPoints: 'd' } },
      '+ dp-serves-smb direction-read=client',
    ],
    [
      'software-distribution/dp-smb',
      { roles: { distributionPoints: [{ host: 'd', serves: ['http', 'smb'] }] } },
      '+ dp-serves-smb every-smb-dp-serves-http direction-read=client',
    ],
    [
      'manual/dp-http',
      { product: CB },
      '+ dp-content communication-http=enhanced-http no-source host-not-named=http-distribution-points',
    ],
    ['manual/dp-https', { product: CB, communication: 'http' }, '- communication-not-https=http'],
    [
      'manual/dp-http',
      { product: CB, communication: 'http', roles: { distributionPoints: 'd' } },
      '+ dp-serves-http communication-http=http no-source',
    ],
    [
      'manual/dp-http',
      { product: CB, roles: { distributionPoints: [{ host: 'd', serves: 'smb' }] } },
      '- dp-serves-no-http',
    ],
    [
      'manual/dp-https',
      { product: CB, communication: 'https', roles: { distributionPoints: 'd' } },
      '+ dp-serves-http communication-https=https no-source',
    ],
    [
      'manual/dp-https',
      {
        product: CB,
        communication: 'https',
        roles: { distributionPoints: 'd' },
        install: { source: SHARE },
      },
      '- source-given',
    ],
    [
      'software-distribution/dp-https',
      {
        product: CB,
        communication: 'https',
        roles: { distributionPoints: [{ host: 'd', serves: 'smb' }] },
      },
      '- dp-serves-no-http',
    ],
  ])('%s, %j', (id, words, expected) => {
    expect(told(words, id)).toBe(expected);
  });

  test('a method that cannot be used says why', () => {
    const { methods } = makePlan(siteOf({ clients: { membership: 'workgroup' } }));
    expect(methods.map(({ method, notApplicable }) => [method, notApplicable])).toEqual([
      ['client-push', null],
      ['software-update-point', { code: 'no-software-update-point', value: null }],
      ['group-policy', { code: 'workgroup-has-no-group-policy', value: null }],
      ['manual', null],
      ['software-distribution', { code: 'no-distribution-point', value: null }],
    ]);
  });
});
