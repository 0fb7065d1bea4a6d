import { describe, expect, test } from '@jest/globals';
import { type StandInRole, standInServices } from '../../src/lab/stand-in/services.ts';
import { type SiteWords, siteOf } from '../support/sites.ts';

const SITE: SiteWords = {
  product: 'current-branch',
  roles: {
    managementPoints: ['srv01'],
    distributionPoints: [{ host: 'srv01', serves: ['http', 'smb'] }],
    fallbackStatusPoints: ['srv01'],
    softwareUpdatePoints: ['srv01'],
  },
};

/** `80 http management-point distribution-point`. */
function portsOf(roles: readonly StandInRole[], words: SiteWords): readonly string[] {
  return standInServices(roles, siteOf({ ...SITE, ...words })).map((service) =>
    [service.port, service.kind, ...('roles' in service ? service.roles : [])].join(' '),
  );
}

const HTTP = { communication: 'http' };

describe('what a server listens on', () => {
  test.each<[string, readonly StandInRole[], SiteWords, readonly string[]]>([
    ['HTTP', ['management-point'], HTTP, ['80 http management-point', '10123 client-notification']],
    [
      'HTTPS',
      ['management-point'],
      { communication: 'https' },
      ['443 https management-point', '10123 client-notification'],
    ],
    [
      'both with enhanced HTTP',
      ['management-point'],
      { communication: 'enhanced-http' },
      ['80 http management-point', '443 https management-point', '10123 client-notification'],
    ],
    [
      'no client notification before current branch',
      ['management-point'],
      { product: 'cm2007', communication: 'native' },
      ['443 https management-point'],
    ],
    [
      'the ports of the site',
      ['management-point'],
      { ...HTTP, ports: { http: [8080, 8081], clientNotification: 20_123 } },
      ['8080 http management-point', '8081 http management-point', '20123 client-notification'],
    ],
    [
      'one web server for several roles',
      ['management-point', 'distribution-point', 'fallback-status-point'],
      HTTP,
      [
        '80 http management-point distribution-point fallback-status-point',
        '445 smb',
        '10123 client-notification',
      ],
    ],
    [
      'a fallback status point speaks HTTP in every mode',
      ['fallback-status-point'],
      { communication: 'https' },
      ['80 http fallback-status-point'],
    ],
    [
      'a software update point has both its ports',
      ['software-update-point'],
      { roles: { softwareUpdatePoints: [{ host: 'srv01', httpPort: 8530 }] } },
      ['8530 http software-update-point', '8531 https software-update-point'],
    ],
    [
      'one SMB for two roles',
      ['distribution-point', 'source-server'],
      HTTP,
      ['80 http distribution-point', '445 smb'],
    ],
    [
      'a client',
      ['client'],
      { clients: { rpcDynamicPorts: '50000-50100' } },
      [
        '135 rpc-endpoint-mapper',
        '135 rpc-endpoint-mapper-udp',
        '445 smb',
        '50000 rpc-dynamic',
        '50001 rpc-dynamic',
        '50002 rpc-dynamic',
        '50003 rpc-dynamic',
      ],
    ],
  ])('%s', (_what, roles, words, expected) => {
    expect(portsOf(roles, words)).toEqual(expected);
  });
});
