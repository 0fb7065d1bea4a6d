import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../src/plan/plan.ts';
import { type SiteWords, siteOf } from '../support/sites.ts';
import {
  CONTRACT_METHODS,
  type ContractMethod,
  type ContractProduct,
  contractFlows,
} from './contract.ts';

const SHARE = String.raw`\\files01\ccmclient`;
const LOCAL = String.raw`D:\ccmclient`;
const MP = { managementPoints: ['mp01'] };

/** A site, and the flows that a method needs there: `smb` required, `fsp-http?` helpful, `icmp*` documented. */
type Case = readonly [what: string, site: SiteWords, needed: string];

const PUSH_TO_CLIENT = 'icmp smb rpc-endpoint-mapper rpc-endpoint-mapper-udp* rpc-dynamic';
const PUSH_TO_CLIENT_CB = 'icmp* smb rpc-endpoint-mapper rpc-endpoint-mapper-udp* rpc-dynamic';

const CM2007: Readonly<Record<ContractMethod, readonly Case[]>> = {
  'client-push': [
    ['nothing said', {}, `${PUSH_TO_CLIENT} mp-http`],
    ['mixed', { communication: 'mixed', roles: MP }, `${PUSH_TO_CLIENT} mp-http`],
    ['native', { communication: 'native', roles: MP }, `${PUSH_TO_CLIENT} mp-https`],
    ['/source is not its', { install: { source: SHARE } }, `${PUSH_TO_CLIENT} mp-http`],
    [
      'a fallback status point',
      { roles: { fallbackStatusPoints: ['f'] } },
      `${PUSH_TO_CLIENT} mp-http fsp-http?`,
    ],
    [
      'a distribution point',
      { roles: { distributionPoints: [{ host: 'd', serves: 'http' }] } },
      `${PUSH_TO_CLIENT} mp-http`,
    ],
    [
      'a server locator point that nobody needs',
      { roles: { serverLocatorPoints: ['s'] } },
      `${PUSH_TO_CLIENT} mp-http`,
    ],
    [
      'schema not extended',
      { activeDirectory: { schemaExtended: false } },
      `slp-http ${PUSH_TO_CLIENT} mp-http`,
    ],
    [
      'sites not published',
      { activeDirectory: { sitesPublished: false } },
      `slp-http ${PUSH_TO_CLIENT} mp-http`,
    ],
    [
      'another forest',
      { clients: { membership: 'other-forest' } },
      `slp-http ${PUSH_TO_CLIENT} mp-http`,
    ],
    ['a workgroup', { clients: { membership: 'workgroup' } }, `slp-http ${PUSH_TO_CLIENT} mp-http`],
    ['said to need one', { serverLocatorPointNeeded: 'yes' }, `slp-http ${PUSH_TO_CLIENT} mp-http`],
    ['said so by true', { serverLocatorPointNeeded: true }, `slp-http ${PUSH_TO_CLIENT} mp-http`],
    [
      'said to need none',
      {
        serverLocatorPointNeeded: 'no',
        activeDirectory: { schemaExtended: false, sitesPublished: false },
        clients: { membership: 'workgroup' },
      },
      `${PUSH_TO_CLIENT} mp-http`,
    ],
  ],
  'software-update-point': [
    ['no point named', { roles: MP }, 'not-applicable'],
    ['a point', { roles: { softwareUpdatePoints: ['u'] } }, 'sup-http'],
    [
      'a point and a management point',
      { roles: { softwareUpdatePoints: ['u'], ...MP } },
      'sup-http mp-http?',
    ],
    [
      'native',
      { communication: 'native', roles: { softwareUpdatePoints: ['u'], ...MP } },
      'sup-http sup-https mp-https?',
    ],
    [
      'native, no management point',
      { communication: 'native', roles: { softwareUpdatePoints: ['u'] } },
      'sup-http sup-https',
    ],
    [
      'the point needs TLS',
      { roles: { softwareUpdatePoints: [{ host: 'u', ssl: true }] } },
      'sup-http sup-https',
    ],
    [
      'one of two points needs TLS',
      { roles: { softwareUpdatePoints: ['v', { host: 'u', ssl: true }] } },
      'sup-http sup-https',
    ],
    [
      'the point needs none',
      { roles: { softwareUpdatePoints: [{ host: 'u', ssl: false }] } },
      'sup-http',
    ],
    [
      '/source on a share',
      { roles: { softwareUpdatePoints: ['u'], ...MP }, install: { source: SHARE } },
      'sup-http source-smb',
    ],
    [
      'native, /source on a share',
      {
        communication: 'native',
        roles: { softwareUpdatePoints: ['u'], ...MP },
        install: { source: SHARE },
      },
      'sup-http sup-https source-smb',
    ],
    [
      '/source of its own',
      {
        roles: { softwareUpdatePoints: ['u'], ...MP },
        install: { softwareUpdatePoint: { source: SHARE } },
      },
      'sup-http source-smb',
    ],
    [
      '/source is a local folder',
      { roles: { softwareUpdatePoints: ['u'], ...MP }, install: { source: LOCAL } },
      'sup-http',
    ],
    [
      '/source of another method',
      { roles: { softwareUpdatePoints: ['u'], ...MP }, install: { manual: { source: SHARE } } },
      'sup-http mp-http?',
    ],
    [
      'its own /source outranks the general one',
      {
        roles: { softwareUpdatePoints: ['u'], ...MP },
        install: { source: SHARE, softwareUpdatePoint: { source: LOCAL } },
      },
      'sup-http',
    ],
    [
      'a fallback status point, a workgroup',
      {
        clients: { membership: 'workgroup' },
        roles: { softwareUpdatePoints: ['u'], fallbackStatusPoints: ['f'] },
      },
      'slp-http fsp-http? sup-http',
    ],
  ],
  'group-policy': [
    ['nothing said', {}, 'mp-http package-smb'],
    ['native', { communication: 'native' }, 'mp-https package-smb'],
    ['a workgroup', { clients: { membership: 'workgroup' } }, 'not-applicable'],
    ['another forest', { clients: { membership: 'other-forest' } }, 'slp-http mp-http package-smb'],
    ['/source on a share', { install: { source: SHARE } }, 'mp-http source-smb package-smb'],
    [
      '/source of its own',
      { install: { groupPolicy: { source: SHARE } } },
      'mp-http source-smb package-smb',
    ],
    ['/source is a local folder', { install: { source: LOCAL } }, 'mp-http package-smb'],
    ['a package', { install: { groupPolicy: { package: SHARE } } }, 'mp-http package-smb'],
    [
      'a package that does not cross the network',
      { install: { groupPolicy: { package: 'local' } } },
      'mp-http',
    ],
    [
      'a package and /source',
      { install: { source: SHARE, groupPolicy: { package: SHARE } } },
      'mp-http source-smb package-smb',
    ],
    [
      'a fallback status point',
      { roles: { fallbackStatusPoints: ['f'] } },
      'fsp-http? mp-http package-smb',
    ],
  ],
  manual: [
    ['nothing said', {}, 'share-smb mp-http'],
    ['native', { communication: 'native' }, 'share-smb mp-https'],
    ['run from a share', { install: { manual: { runFrom: SHARE } } }, 'share-smb mp-http'],
    ['run from a local disk', { install: { manual: { runFrom: 'local' } } }, 'mp-http'],
    ['/source on a share', { install: { source: SHARE } }, 'share-smb source-smb'],
    ['/source of its own', { install: { manual: { source: SHARE } } }, 'share-smb source-smb'],
    ['/source is a local folder', { install: { source: LOCAL } }, 'share-smb'],
    [
      '/source and run from a local disk',
      { install: { source: LOCAL, manual: { runFrom: 'local' } } },
      '',
    ],
    [
      'native with /source',
      { communication: 'native', install: { source: SHARE } },
      'share-smb source-smb',
    ],
    ['a workgroup', { clients: { membership: 'workgroup' } }, 'slp-http share-smb mp-http'],
  ],
  'software-distribution': [
    ['no point named', {}, 'not-applicable'],
    ['a point', { roles: { distributionPoints: ['d'] } }, 'dp-smb'],
    ['serves SMB', { roles: { distributionPoints: [{ host: 'd', serves: 'smb' }] } }, 'dp-smb'],
    ['serves HTTP', { roles: { distributionPoints: [{ host: 'd', serves: 'http' }] } }, 'dp-http'],
    [
      'serves HTTP, native',
      { communication: 'native', roles: { distributionPoints: [{ host: 'd', serves: ['http'] }] } },
      'dp-https',
    ],
    [
      'serves SMB, native',
      { communication: 'native', roles: { distributionPoints: ['d'] } },
      'dp-smb',
    ],
    [
      'serves both',
      { roles: { distributionPoints: [{ host: 'd', serves: ['http', 'smb'] }] } },
      'dp-http dp-smb?',
    ],
    [
      'serves both, native',
      {
        communication: 'native',
        roles: { distributionPoints: [{ host: 'd', serves: ['smb', 'http'] }] },
      },
      'dp-https dp-smb?',
    ],
    [
      'two that serve both',
      {
        roles: {
          distributionPoints: [
            { host: 'd', serves: ['http', 'smb'] },
            { host: 'e', serves: ['http', 'smb'] },
          ],
        },
      },
      'dp-http dp-smb?',
    ],
    [
      'one serves SMB alone, one both',
      { roles: { distributionPoints: ['d', { host: 'e', serves: ['http', 'smb'] }] } },
      'dp-http dp-smb',
    ],
    [
      'one serves SMB, one HTTP',
      { roles: { distributionPoints: ['d', { host: 'e', serves: ['http'] }] } },
      'dp-http dp-smb',
    ],
    [
      '/source is not its',
      { install: { source: SHARE }, roles: { distributionPoints: ['d'] } },
      'dp-smb',
    ],
    [
      'a server locator point needed',
      { serverLocatorPointNeeded: 'yes', roles: { distributionPoints: ['d'] } },
      'slp-http dp-smb',
    ],
  ],
};

const NOTED = 'client-notification?';
/** Where nothing is told, communication is enhanced HTTP. */
const MP_BOTH = 'mp-http mp-https?';
const DP_BOTH = 'dp-http? dp-https?';
const HTTP = { communication: 'http' } as const;
const HTTPS = { communication: 'https' } as const;
const SUP = { softwareUpdatePoints: ['u'] };
const SUP_TLS = { softwareUpdatePoints: [{ host: 'u', ssl: true }] };
const DP = { distributionPoints: ['d'] };

const ON_INTERNET = { clients: { location: 'internet' } } as const;
const CMG = { cloudManagementGateways: ['g'] };

const CURRENT_BRANCH: Readonly<Record<ContractMethod, readonly Case[]>> = {
  'client-push': [
    ['nothing said', {}, `${NOTED} ${PUSH_TO_CLIENT_CB} ${MP_BOTH} ${DP_BOTH}`],
    ['http', HTTP, `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`],
    ['https', HTTPS, `${NOTED} ${PUSH_TO_CLIENT_CB} mp-https dp-https? crl-http?`],
    [
      'enhanced HTTP',
      { communication: 'enhanced-http' },
      `${NOTED} ${PUSH_TO_CLIENT_CB} ${MP_BOTH} ${DP_BOTH}`,
    ],
    ['a workgroup', { clients: { membership: 'workgroup' } }, 'not-applicable'],
    [
      'another forest',
      { ...HTTP, clients: { membership: 'other-forest' }, serverLocatorPointNeeded: 'yes' },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`,
    ],
    [
      'a distribution point',
      { ...HTTP, roles: DP },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`,
    ],
    [
      'a distribution point, https',
      { ...HTTPS, roles: DP },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-https dp-https? crl-http?`,
    ],
    [
      'a distribution point, enhanced HTTP',
      { roles: DP },
      `${NOTED} ${PUSH_TO_CLIENT_CB} ${MP_BOTH} ${DP_BOTH}`,
    ],
    [
      'a distribution point that serves SMB alone',
      { ...HTTP, roles: { distributionPoints: [{ host: 'd', serves: 'smb' }] } },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http`,
    ],
    [
      '/source is not its',
      { ...HTTP, install: { source: SHARE }, roles: DP },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`,
    ],
    [
      'a fallback status point',
      { ...HTTP, roles: { fallbackStatusPoints: ['f'] } },
      `fsp-http? ${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`,
    ],
    [
      'a server locator point named',
      {
        ...HTTP,
        roles: { serverLocatorPoints: ['s'] },
        activeDirectory: { schemaExtended: false },
      },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`,
    ],
    ['on the internet', { ...ON_INTERNET, roles: { ...CMG, ...MP } }, 'not-applicable'],
    [
      'with a gateway, inside',
      { ...HTTP, roles: CMG },
      `${NOTED} ${PUSH_TO_CLIENT_CB} mp-http dp-http?`,
    ],
  ],
  'software-update-point': [
    ['no point named', { roles: MP }, 'not-applicable'],
    ['a point', { roles: SUP }, `${NOTED} sup-http ${MP_BOTH} ${DP_BOTH}`],
    ['http', { ...HTTP, roles: SUP }, `${NOTED} sup-http mp-http dp-http?`],
    // SSL of WSUS is set apart from that of management and distribution points.
    ['https', { ...HTTPS, roles: SUP }, `${NOTED} sup-http mp-https dp-https? crl-http?`],
    [
      'https, the point needs TLS',
      { ...HTTPS, roles: SUP_TLS },
      `${NOTED} sup-http sup-https mp-https dp-https? crl-http?`,
    ],
    [
      'enhanced HTTP, the point needs TLS',
      { roles: SUP_TLS },
      `${NOTED} sup-http sup-https ${MP_BOTH} ${DP_BOTH}`,
    ],
    [
      'the point needs TLS',
      { ...HTTP, roles: SUP_TLS },
      `${NOTED} sup-http sup-https mp-http dp-http?`,
    ],
    [
      'https, /source on a share',
      { ...HTTPS, roles: SUP, install: { source: SHARE } },
      `${NOTED} sup-http mp-https? source-smb crl-http?`,
    ],
    [
      '/source on a share',
      { roles: { ...SUP, ...DP }, install: { source: SHARE } },
      `${NOTED} sup-http mp-http? mp-https? source-smb`,
    ],
    [
      '/source is a local folder',
      { ...HTTP, roles: { ...SUP, ...DP }, install: { source: LOCAL } },
      `${NOTED} sup-http mp-http?`,
    ],
    [
      '/source of its own',
      { ...HTTP, roles: SUP, install: { softwareUpdatePoint: { source: SHARE } } },
      `${NOTED} sup-http mp-http? source-smb`,
    ],
    [
      '/source of another method',
      { ...HTTP, roles: SUP, install: { manual: { source: SHARE } } },
      `${NOTED} sup-http mp-http dp-http?`,
    ],
    [
      'a distribution point',
      { ...HTTP, roles: { ...SUP, ...DP } },
      `${NOTED} sup-http mp-http dp-http?`,
    ],
    ['on the internet', { ...ON_INTERNET, roles: { ...SUP, ...CMG } }, 'not-applicable'],
  ],
  'group-policy': [
    ['nothing said', {}, `${NOTED} ${MP_BOTH} package-smb ${DP_BOTH}`],
    ['http', HTTP, `${NOTED} mp-http package-smb dp-http?`],
    ['https', HTTPS, `${NOTED} mp-https package-smb dp-https? crl-http?`],
    ['a workgroup', { clients: { membership: 'workgroup' } }, 'not-applicable'],
    [
      'a package',
      { ...HTTP, install: { groupPolicy: { package: SHARE } } },
      `${NOTED} mp-http package-smb dp-http?`,
    ],
    [
      'a package that does not cross the network',
      { ...HTTP, install: { groupPolicy: { package: 'local' } } },
      `${NOTED} mp-http dp-http?`,
    ],
    // Unlike the other methods it needs its management point beside /source too.
    [
      '/source and a distribution point',
      { ...HTTP, install: { source: SHARE }, roles: DP },
      `${NOTED} mp-http source-smb package-smb`,
    ],
    [
      '/source, enhanced HTTP',
      { install: { source: SHARE } },
      `${NOTED} ${MP_BOTH} source-smb package-smb`,
    ],
    ['a distribution point', { ...HTTP, roles: DP }, `${NOTED} mp-http package-smb dp-http?`],
    ['on the internet', { ...ON_INTERNET, roles: CMG }, 'not-applicable'],
  ],
  manual: [
    ['nothing said', {}, `${NOTED} share-smb ${MP_BOTH} ${DP_BOTH}`],
    ['http', HTTP, `${NOTED} share-smb mp-http dp-http?`],
    ['https', HTTPS, `${NOTED} share-smb mp-https dp-https? crl-http?`],
    [
      'run from a local disk',
      { ...HTTP, install: { manual: { runFrom: 'local' } } },
      `${NOTED} mp-http dp-http?`,
    ],
    [
      '/source on a share',
      { ...HTTP, install: { source: SHARE }, roles: DP },
      `${NOTED} share-smb mp-http? source-smb`,
    ],
    [
      '/source on a share, https',
      { ...HTTPS, install: { manual: { source: SHARE } } },
      `${NOTED} share-smb mp-https? source-smb crl-http?`,
    ],
    [
      '/source on a share, enhanced HTTP',
      { install: { source: SHARE } },
      `${NOTED} share-smb mp-http? mp-https? source-smb`,
    ],
    [
      '/source is a local folder',
      { ...HTTP, install: { source: LOCAL, manual: { runFrom: 'local' } } },
      `${NOTED} mp-http?`,
    ],
    [
      'a workgroup',
      { ...HTTP, clients: { membership: 'workgroup' } },
      `${NOTED} share-smb mp-http dp-http?`,
    ],
    ['a distribution point', { ...HTTP, roles: DP }, `${NOTED} share-smb mp-http dp-http?`],
    ['on the internet, nothing named', ON_INTERNET, 'cmg-https crl-http?'],
    [
      'on the internet, every server named',
      {
        ...ON_INTERNET,
        roles: { ...CMG, ...MP, ...DP, ...SUP, fallbackStatusPoints: ['f'] },
        install: { manual: { runFrom: 'local' } },
      },
      'cmg-https crl-http?',
    ],
    // A share that is named is looked at: nobody else can know what leads there.
    [
      'on the internet, run from a share',
      { ...ON_INTERNET, roles: CMG, install: { manual: { runFrom: SHARE } } },
      'share-smb cmg-https crl-http?',
    ],
    [
      'on the internet, /source on a share',
      { ...ON_INTERNET, roles: CMG, install: { source: SHARE } },
      'source-smb cmg-https crl-http?',
    ],
    ['with a gateway, inside', { ...HTTP, roles: CMG }, `${NOTED} share-smb mp-http dp-http?`],
    [
      'https, revocation is not checked',
      { ...HTTPS, noCrlCheck: true },
      `${NOTED} share-smb mp-https dp-https?`,
    ],
    [
      'on the internet, revocation is not checked',
      { ...ON_INTERNET, noCrlCheck: true },
      'cmg-https',
    ],
  ],
  'software-distribution': [
    ['no point named', {}, 'not-applicable'],
    ['a point', { roles: DP }, `${NOTED} dp-http dp-https?`],
    ['http', { ...HTTP, roles: DP }, `${NOTED} dp-http`],
    ['https', { ...HTTPS, roles: DP }, `${NOTED} dp-https crl-http?`],
    [
      'serves SMB',
      { roles: { distributionPoints: [{ host: 'd', serves: 'smb' }] } },
      `${NOTED} dp-smb`,
    ],
    [
      'serves both',
      { ...HTTP, roles: { distributionPoints: [{ host: 'd', serves: ['http', 'smb'] }] } },
      `${NOTED} dp-http dp-smb?`,
    ],
    [
      'one serves SMB alone, one both',
      {
        ...HTTP,
        roles: {
          distributionPoints: [
            { host: 'd', serves: 'smb' },
            { host: 'e', serves: ['http', 'smb'] },
          ],
        },
      },
      `${NOTED} dp-http dp-smb`,
    ],
    ['on the internet, nothing named', ON_INTERNET, 'cmg-https crl-http?'],
    ['on the internet', { ...ON_INTERNET, roles: { ...CMG, ...DP } }, 'cmg-https crl-http?'],
    ['with a gateway alone, inside', { roles: CMG }, 'not-applicable'],
  ],
};

const NECESSITY_OF_MARK = { '?': 'helpful', '*': 'documented', '': 'required' } as const;

function parseNeeded(needed: string): Record<string, string> {
  const words = needed.split(' ').filter((word) => word !== '' && word !== 'not-applicable');
  return Object.fromEntries(
    words.map((word) => {
      const [, name = '', mark = ''] = /^([a-z-]+)([?*]?)$/.exec(word) ?? [];
      return [name, NECESSITY_OF_MARK[mark === '?' || mark === '*' ? mark : '']];
    }),
  );
}

function expectPlan(
  product: ContractProduct,
  method: ContractMethod,
  [, words, needed]: Case,
): number {
  const plan = makePlan(siteOf({ product, ...words }), [method]);
  const planned = Object.fromEntries(
    plan.requirements.map(({ flow, necessity }) => [flow.name, necessity]),
  );
  const expected = parseNeeded(needed);
  expect(planned).toEqual(expected);
  expect(plan.methods).toHaveLength(1);
  expect(plan.methods[0]?.notApplicable === null).toBe(needed !== 'not-applicable');
  const all = contractFlows(product, method);
  expect(plan.excluded.map(({ flow }): string => flow.name).toSorted()).toEqual(
    all.filter((name) => expected[name] === undefined).toSorted(),
  );
  for (const { reasons } of [...plan.requirements, ...plan.excluded]) {
    expect(reasons).not.toHaveLength(0);
  }
  return plan.requirements.length + plan.excluded.length;
}

describe.each([
  ['cm2007', CM2007],
  ['current-branch', CURRENT_BRANCH],
] as const)('%s', (product, table) => {
  describe.each(CONTRACT_METHODS)('%s', (method) => {
    test.each(table[method].map((entry) => [entry[0], entry] as const))('%s', (_what, entry) => {
      expect(expectPlan(product, method, entry)).toBe(contractFlows(product, method).length);
    });
  });
});
