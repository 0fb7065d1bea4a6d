import type { PortTableRow, Citation } from './flow.ts';
import { METHODS } from './vocabulary.ts';

const ALL = 'すべてのインストール方法で使用されるポート';
const CLIENT_PUSH = 'クライアント プッシュ インストールで使用されるポート';
const SOFTWARE_UPDATE_POINT = 'ソフトウェアの更新ポイント経由のインストールで使われるポート';
const GROUP_POLICY = 'グループ ポリシーを使用したインストールで使われるポート';
const MANUAL = '手動インストールおよびログオン スクリプトを使用したインストールで使われるポート';
const SOFTWARE_DISTRIBUTION = 'ソフトウェアの配布によるインストールで使われるポート';

const GROUP_POLICY_ERRATUM =
  'the row "HTTP 80" says native mode and "secure", as the HTTPS row below it does; mixed mode and plain HTTP are meant';

function source(section: string, row: string, rest: Partial<Citation> = {}): Citation {
  return { document: 'cm2007-ports', section, row, ...rest };
}

/**
 * The port tables of Configuration Manager 2007, in the document's order. A row with a `derivation`
 * is not in the tables: it follows from other documents.
 */
export const CM2007_ROWS: readonly PortTableRow[] = [
  {
    methods: METHODS,
    name: 'slp-http',
    when: ['server-locator-point-needed'],
    necessity: 'required',
    source: source(ALL, 'HTTP from the client to a server locator point, TCP 80', { note: 1 }),
  },
  {
    methods: METHODS,
    name: 'fsp-http',
    when: ['fallback-status-point-named'],
    necessity: 'helpful',
    source: source(
      ALL,
      'HTTP from the client computer to a fallback status point, where one is assigned, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['client-push'],
    name: 'icmp',
    when: ['always'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'text above the table: ICMP echo request from the site server to the client computer',
    ),
  },
  {
    methods: ['client-push'],
    name: 'smb',
    when: ['always'],
    necessity: 'required',
    source: source(CLIENT_PUSH, 'SMB between the site server and the client computer, TCP 445'),
  },
  {
    methods: ['client-push'],
    name: 'rpc-endpoint-mapper',
    when: ['always'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'RPC endpoint mapper between the site server and the client computer, UDP 135, TCP 135',
    ),
  },
  {
    methods: ['client-push'],
    name: 'rpc-endpoint-mapper-udp',
    when: ['always'],
    necessity: 'documented',
    source: source(
      CLIENT_PUSH,
      'RPC endpoint mapper between the site server and the client computer, UDP 135, TCP 135',
    ),
  },
  {
    methods: ['client-push'],
    name: 'rpc-dynamic',
    when: ['always'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'RPC dynamic ports between the site server and the client computer, TCP DYNAMIC',
    ),
  },
  {
    methods: ['client-push'],
    name: 'mp-http',
    when: ['http-communication'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'HTTP from the client computer to a management point in mixed mode, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['client-push'],
    name: 'mp-https',
    when: ['https-communication'],
    necessity: 'required',
    source: source(
      CLIENT_PUSH,
      'HTTPS from the client computer to a management point in native mode, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'sup-http',
    when: ['always'],
    necessity: 'required',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'HTTP from the client computer to the software update point, TCP 80 or 8530',
      { note: 2 },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'sup-https',
    when: ['software-update-point-tls'],
    necessity: 'required',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'HTTPS from the client computer to the software update point, TCP 443 or 8531',
      { note: 2 },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'mp-http',
    when: ['http-communication', 'no-source', 'management-point-named'],
    necessity: 'helpful',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'HTTP from the client computer to a management point in mixed mode, TCP 80',
      {
        note: 1,
        derivation:
          'without /source CCMSetup takes the client files and its settings from a management point, whichever way it was started',
      },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'mp-https',
    when: ['https-communication', 'no-source', 'management-point-named'],
    necessity: 'helpful',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'HTTPS from the client computer to a management point in native mode, TCP 443',
      {
        note: 1,
        derivation:
          'without /source CCMSetup takes the client files and its settings from a management point, whichever way it was started',
      },
    ),
  },
  {
    methods: ['software-update-point'],
    name: 'source-smb',
    when: ['source-on-a-share'],
    necessity: 'required',
    source: source(
      SOFTWARE_UPDATE_POINT,
      'SMB between the source server and the client computer with /source, TCP 445',
    ),
  },
  {
    methods: ['group-policy'],
    name: 'mp-http',
    when: ['http-communication'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'HTTP from the client computer to a management point in mixed mode, TCP 80',
      { note: 1, erratum: GROUP_POLICY_ERRATUM },
    ),
  },
  {
    methods: ['group-policy'],
    name: 'mp-https',
    when: ['https-communication'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'HTTPS from the client computer to a management point in native mode, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['group-policy'],
    name: 'source-smb',
    when: ['source-on-a-share'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'SMB between the source server and the client computer with /source, TCP 445',
    ),
  },
  {
    methods: ['group-policy'],
    name: 'package-smb',
    when: ['package-not-local'],
    necessity: 'required',
    source: source(
      GROUP_POLICY,
      'SMB from the client computer to the share of the assigned package, TCP 445',
      {
        derivation:
          'Group Policy software installation reads CCMSetup.msi from the share that the policy names',
      },
    ),
  },
  {
    methods: ['manual'],
    name: 'share-smb',
    when: ['not-run-locally'],
    necessity: 'required',
    source: source(
      MANUAL,
      'SMB between the client computer and the network share that CCMSetup.exe is run from, TCP 445; avoided by running it locally',
    ),
  },
  {
    methods: ['manual'],
    name: 'mp-http',
    when: ['http-communication', 'no-source'],
    necessity: 'required',
    source: source(
      MANUAL,
      'HTTP from the client computer to a management point in mixed mode without /source, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['manual'],
    name: 'mp-https',
    when: ['https-communication', 'no-source'],
    necessity: 'required',
    source: source(
      MANUAL,
      'HTTPS from the client computer to a management point in native mode without /source, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['manual'],
    name: 'source-smb',
    when: ['source-on-a-share'],
    necessity: 'required',
    source: source(
      MANUAL,
      'SMB between the source server and the client computer with /source, TCP 445',
    ),
  },
  {
    methods: ['software-distribution'],
    name: 'dp-http',
    when: ['http-communication', 'distribution-point-serves-http'],
    necessity: 'required',
    source: source(
      SOFTWARE_DISTRIBUTION,
      'HTTP from the client computer to a distribution point in mixed mode, TCP 80',
      { note: 1 },
    ),
  },
  {
    methods: ['software-distribution'],
    name: 'dp-https',
    when: ['https-communication', 'distribution-point-serves-http'],
    necessity: 'required',
    source: source(
      SOFTWARE_DISTRIBUTION,
      'HTTPS from the client computer to a distribution point in native mode, TCP 443',
      { note: 1 },
    ),
  },
  {
    methods: ['software-distribution'],
    name: 'dp-smb',
    when: ['distribution-point-serves-smb'],
    necessity: {
      usually: 'required',
      when: ['every-smb-distribution-point-serves-http'],
      becomes: 'helpful',
    },
    source: source(
      SOFTWARE_DISTRIBUTION,
      'SMB between the distribution point and the client computer, TCP 445',
    ),
  },
];
