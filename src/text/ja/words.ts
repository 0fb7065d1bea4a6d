import {
  type Communication,
  type InstallMethod,
  type Method,
  type Necessity,
  type Product,
  type Role,
  type Vantage,
  isOwnMethod,
} from '../../catalogue/vocabulary.ts';
import type { HowSaid } from '../../site/site.ts';

// The terms are those of the Japanese port document, "Configuration Manager クライアントの展開で使用されるポート".

export const PRODUCTS: Record<Product, string> = {
  cm2007: 'Configuration Manager 2007',
  'current-branch': 'Configuration Manager Current Branch',
};

export const COMMUNICATIONS: Record<Communication, string> = {
  mixed: '混在モード',
  native: 'ネイティブ モード',
  http: 'HTTP',
  https: 'HTTPS',
  'enhanced-http': '拡張 HTTP',
};

const METHODS: Record<InstallMethod, string> = {
  'client-push': 'クライアント プッシュ インストール',
  'software-update-point': 'ソフトウェアの更新ポイント経由',
  'group-policy': 'グループ ポリシー',
  manual: '手動またはログオン スクリプト',
  'software-distribution': 'ソフトウェアの配布',
};

/** A method's name; of a user's own what the user calls it. */
export function methodName(method: Method): string {
  return isOwnMethod(method) ? method : METHODS[method];
}

/** Names of methods before a particle: what ends in a Latin letter stands apart from kana. */
export function methodNames(...methods: readonly Method[]): string {
  const names = methods.map((method) => methodName(method)).join('、');
  return /[\x21-\x7e]$/.test(names) ? `${names} ` : names;
}

export const ROLES: Record<Role, string> = {
  client: 'クライアント',
  'site-server': 'サイト サーバー',
  'management-point': '管理ポイント',
  'distribution-point': '配布ポイント',
  'server-locator-point': 'サーバー ロケータ ポイント',
  'fallback-status-point': 'フォールバック ステータス ポイント',
  'software-update-point': 'ソフトウェアの更新ポイント',
  'source-server': 'ソース サーバー',
  'cloud-management-gateway': 'クラウド管理ゲートウェイ',
  'revocation-list': '証明書失効リスト',
  'domain-controller': 'ドメイン コントローラー',
};

export const VANTAGES: Record<Vantage, string> = {
  'site-server': 'サイト サーバー',
  client: 'クライアント',
};

export const NECESSITIES: Record<Necessity, string> = {
  required: '必須',
  helpful: '推奨',
  documented: '文書上のみ',
};

export function tellCommunication(communication: Communication, said: HowSaid): string {
  return `${COMMUNICATIONS[communication]}${said === 'assumed' ? ' (指定なし、既定)' : ''}`;
}
