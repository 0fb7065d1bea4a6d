import { describe, expect, test } from '@jest/globals';
import { DOCUMENTS, FLOW_NAMES, type Flow, type TableFlowName } from '../../src/catalogue/flow.ts';
import { CATALOGUES } from '../../src/catalogue/index.ts';
import { allFlows, defaultPortsOf, usesPort } from '../../src/catalogue/all-flows.ts';
import {
  COMMUNICATIONS,
  METHODS,
  NECESSITIES,
  PRODUCTS,
  ROLES,
  VANTAGES,
} from '../../src/catalogue/vocabulary.ts';
import { CONTRACT_METHODS, type ContractMethod } from './contract.ts';

/** Ports as the tables print them, and the role at the flow's end. */
const ROWS: Record<TableFlowName, readonly [printed: string, role: string]> = {
  'slp-http': ['TCP 80', 'server locator point'],
  'fsp-http': ['TCP 80', 'fallback status point'],
  icmp: ['ICMP echo request', 'client computer'],
  smb: ['TCP 445', 'client computer'],
  'rpc-endpoint-mapper': ['UDP 135, TCP 135', 'client computer'],
  'rpc-endpoint-mapper-udp': ['UDP 135, TCP 135', 'client computer'],
  'rpc-dynamic': ['TCP DYNAMIC', 'client computer'],
  'mp-http': ['TCP 80', 'management point'],
  'mp-https': ['TCP 443', 'management point'],
  'sup-http': ['TCP 80 or 8530', 'software update point'],
  'sup-https': ['TCP 443 or 8531', 'software update point'],
  'source-smb': ['TCP 445', 'source server'],
  'package-smb': ['TCP 445', 'share of the assigned package'],
  'share-smb': ['TCP 445', 'network share that CCMSetup.exe is run from'],
  'dp-http': ['TCP 80', 'distribution point'],
  'dp-https': ['TCP 443', 'distribution point'],
  'dp-smb': ['TCP 445', 'distribution point'],
  'client-notification': ['TCP 10123', 'client notification'],
  'cmg-https': ['TCP 443', 'cloud management gateway'],
  'crl-http': ['TCP 80', 'revocation list'],
  dns: ['UDP 53, TCP 53', 'Domain Name System'],
  kerberos: ['TCP 88', 'Kerberos'],
  ldap: ['TCP 389', 'Lightweight Directory Access Protocol'],
  'global-catalog': ['TCP 3268', 'global catalog'],
};

describe('each row says what it is about, with the ports as printed', () => {
  test.each(allFlows().map(({ product, flow }) => [product, flow.id, flow] as const))(
    '%s %s',
    (_product, _id, { name, source }) => {
      for (const part of ROWS[name]) expect(source.row).toContain(part);
      const [protocol = ''] = /https?$/.exec(name) ?? [];
      expect(source.row.toLowerCase()).toMatch(new RegExp(`^${protocol}\\b`));
    },
  );
});

const EVERY_METHOD = ['slp-http', 'fsp-http'];

const SECTIONS: Record<'cm2007' | 'current-branch', Record<ContractMethod | 'all', string>> = {
  cm2007: {
    all: 'すべてのインストール方法で使用されるポート',
    'client-push': 'クライアント プッシュ インストールで使用されるポート',
    'software-update-point': 'ソフトウェアの更新ポイント経由のインストールで使われるポート',
    'group-policy': 'グループ ポリシーを使用したインストールで使われるポート',
    manual: '手動インストールおよびログオン スクリプトを使用したインストールで使われるポート',
    'software-distribution': 'ソフトウェアの配布によるインストールで使われるポート',
  },
  'current-branch': {
    all: 'Ports used for all installation methods',
    'client-push': 'Ports used for client push installation',
    'software-update-point': 'Ports used with software update point-based installation',
    'group-policy': 'Ports used with Group Policy-based installation',
    manual: 'Ports used with manual installation and logon script-based installation',
    'software-distribution': 'Ports used with software distribution-based installation',
  },
};

/** The document and heading of a flow of the current branch that its port tables lack. */
function elsewhere({ name, method }: Flow): readonly [string, string] | null {
  if (name === 'client-notification') {
    return ['current-branch-all-ports', 'Client -- > Management point'];
  }
  if (name === 'cmg-https') {
    return ['current-branch-all-ports', 'Client -- > Cloud management gateway (CMG)'];
  }
  if (name === 'crl-http') return ['current-branch-installation-properties', '/NoCRLCheck'];
  const everywhere = 'current-branch-all-ports';
  if (name === 'dns' || name === 'kerberos') return [everywhere, 'Ports used by Windows Server'];
  if (name === 'ldap') return [everywhere, 'Management point -- > Domain controller'];
  if (name === 'global-catalog') {
    return [everywhere, 'Client -- > Global catalog domain controller'];
  }
  const prerequisites = 'current-branch-prerequisites';
  if (name.startsWith('dp-') && method !== 'software-distribution') {
    return [prerequisites, 'Distribution point'];
  }
  return name.startsWith('mp-') && method === 'software-update-point'
    ? [prerequisites, SECTIONS['current-branch'][method]]
    : null;
}

test.each(allFlows().map(({ product, flow }) => [product, flow.id, flow] as const))(
  '%s %s stands under the heading of its method',
  (product, _id, flow) => {
    const heading = EVERY_METHOD.includes(flow.name) ? 'all' : flow.method;
    const [document, section] = (product === 'current-branch' ? elsewhere(flow) : null) ?? [
      `${product}-ports`,
      SECTIONS[product][heading],
    ];
    expect([flow.source.document, flow.source.section]).toEqual([document, section]);
  },
);

test('every document has a title, and what is derived says from what', () => {
  expect(Object.entries(DOCUMENTS)).toEqual([
    ['cm2007-ports', expect.stringMatching(/Ports Used During .*2007, Japanese edition/)],
    ['current-branch-ports', expect.stringMatching(/Windows Firewall and port settings/)],
    ['current-branch-prerequisites', expect.stringMatching(/Prerequisites for deploying clients/)],
    [
      'current-branch-installation-properties',
      expect.stringMatching(/Client installation parameters and properties/),
    ],
    ['current-branch-all-ports', expect.stringMatching(/Ports used in Configuration Manager/)],
  ]);
  const derivations = allFlows().flatMap(({ flow }) => flow.source.derivation ?? []);
  for (const text of derivations) {
    expect(text).toMatch(/CCMSetup/);
    expect(text).toMatch(/management point|share that the policy names/);
  }
});

describe('the words of the contract', () => {
  test('in its order', () => {
    expect(METHODS).toEqual(CONTRACT_METHODS);
    expect(PRODUCTS).toEqual(['cm2007', 'current-branch']);
    expect(COMMUNICATIONS).toEqual({
      cm2007: ['mixed', 'native'],
      'current-branch': ['enhanced-http', 'http', 'https'],
    });
    expect(VANTAGES).toEqual(['site-server', 'client']);
    expect(NECESSITIES).toEqual(['required', 'helpful', 'documented']);
    expect(ROLES).toEqual([
      'client',
      'site-server',
      'management-point',
      'distribution-point',
      'server-locator-point',
      'fallback-status-point',
      'software-update-point',
      'source-server',
      'cloud-management-gateway',
      'revocation-list',
      'domain-controller',
    ]);
    expect(FLOW_NAMES.toSorted()).toEqual(Object.keys(ROWS).toSorted());
  });

  test('what rules a method out, and what a distribution point serves', () => {
    const both = {
      'software-update-point': ['no-software-update-point'],
      'group-policy': ['workgroup-has-no-group-policy'],
      'software-distribution': ['no-distribution-point'],
    };
    expect(CATALOGUES.cm2007).toMatchObject({
      ruledOutBy: both,
      distributionPointServes: ['smb'],
    });
    expect(CATALOGUES['current-branch']).toMatchObject({
      ruledOutBy: {
        'client-push': ['internet-has-no-client-push', 'workgroup-has-no-client-push'],
        'software-update-point': [
          'internet-has-no-software-update-point',
          'no-software-update-point',
        ],
        'group-policy': ['internet-has-no-group-policy', 'workgroup-has-no-group-policy'],
        'software-distribution': ['no-distribution-point'],
      },
      distributionPointServes: ['http'],
    });
  });
});

describe('both ends of each flow', () => {
  const ends = new Map(
    allFlows().map(({ flow }) => [
      flow.name,
      `${flow.from} ${flow.to} ${flow.transport} ${flow.service} ${flow.hosts}`,
    ]),
  );

  test.each<[TableFlowName, string]>([
    ['slp-http', 'client server-locator-point tcp http server-locator-points'],
    ['fsp-http', 'client fallback-status-point tcp http fallback-status-points'],
    ['icmp', 'site-server client icmp icmp-echo client'],
    ['smb', 'site-server client tcp smb client'],
    ['rpc-endpoint-mapper', 'site-server client tcp rpc-endpoint-mapper client'],
    ['rpc-endpoint-mapper-udp', 'site-server client udp rpc-endpoint-mapper-udp client'],
    ['rpc-dynamic', 'site-server client tcp rpc-dynamic client'],
    ['mp-http', 'client management-point tcp http management-points'],
    ['mp-https', 'client management-point tcp https management-points'],
    ['sup-http', 'client software-update-point tcp http software-update-points'],
    ['sup-https', 'client software-update-point tcp https tls-software-update-points'],
    ['source-smb', 'client source-server tcp smb source-share'],
    ['package-smb', 'client source-server tcp smb package-share'],
    ['share-smb', 'client source-server tcp smb run-from-share'],
    ['dp-http', 'client distribution-point tcp http http-distribution-points'],
    ['dp-https', 'client distribution-point tcp https http-distribution-points'],
    ['dp-smb', 'client distribution-point tcp smb smb-distribution-points'],
    ['client-notification', 'client management-point tcp client-notification management-points'],
    ['cmg-https', 'client cloud-management-gateway tcp https cloud-management-gateways'],
    ['crl-http', 'client revocation-list tcp revocation-list certificates'],
  ])('%s', (name, expected) => {
    expect(ends.get(name)).toBe(expected);
  });
});

describe('the ports of the tables, whatever a site says', () => {
  const flow = (name: TableFlowName): Flow => {
    const found = allFlows().find((each) => each.flow.name === name);
    if (found === undefined) throw new Error(name);
    return found.flow;
  };
  const ranges = [
    { first: 49_152, last: 65_535 },
    { first: 1025, last: 5000 },
  ];

  test.each<[TableFlowName, unknown[]]>([
    ['icmp', []],
    ['smb', [445]],
    ['rpc-endpoint-mapper', [135]],
    ['rpc-endpoint-mapper-udp', [135]],
    ['rpc-dynamic', ranges],
    ['mp-http', [80]],
    ['mp-https', [443]],
    ['sup-http', [80, 8530]],
    ['sup-https', [443, 8531]],
    ['dp-smb', [445]],
    ['client-notification', [10_123]],
    ['cmg-https', [443]],
    ['crl-http', [80]],
  ])('%s', (name, ports) => {
    expect(defaultPortsOf(flow(name))).toEqual(ports);
  });

  test.each<[TableFlowName, number, boolean]>([
    ['smb', 445, true],
    ['smb', 446, false],
    ['sup-http', 8530, true],
    ['rpc-dynamic', 1024, false],
    ['rpc-dynamic', 1025, true],
    ['rpc-dynamic', 5000, true],
    ['rpc-dynamic', 5001, false],
    ['rpc-dynamic', 49_151, false],
    ['rpc-dynamic', 49_152, true],
    ['rpc-dynamic', 65_535, true],
    ['icmp', 80, false],
  ])('%s uses %d: %s', (name, port, used) => {
    expect(usesPort(flow(name), port)).toBe(used);
  });

  test('of one product, or of both', () => {
    expect(new Set(allFlows(['cm2007']).map(({ product }) => product))).toEqual(
      new Set(['cm2007']),
    );
    expect(new Set(allFlows().map(({ product }) => product))).toEqual(new Set(PRODUCTS));
  });
});
