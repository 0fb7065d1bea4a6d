import type { Texts } from '../texts.ts';
import type { HeardService } from '../listen.ts';
import { ROLES } from './words.ts';

export const LISTEN: Texts['listen'] = {
  title: (computer, address) => `${computer} (${address}) での代理応答`,
  service: tellService,
  note: '役割をインストールする前にファイアウォールの規則を試せるように、役割に代わって応答します。代理であることは各ページと各レポートに示されます。Ctrl-C で終了します。',
  certificate: (file) => `HTTPS 証明書の CA (check --ca で使う): ${file}`,
  reached: (time, from, service) => `${time}  ${from} から ${tellService(service)} に到達`,
  tooMany: (count) => `${count} 件を超えたため、以後は表示しません。`,
  ended: (computers) => `${computers} 台のコンピューターから接続がありました。`,
  taken: (service, why) => `${tellService(service)}: ${why}`,
  needsRights: 'このシステムでは管理者 (root) だけがこのポートで待ち受けできます',
  noSuchRole: (role, product) => `--role: 製品 ${product} に${ROLES[role]} (${role}) はありません`,
  inUse:
    '別のプログラムがこのポートを使用しています。そのプログラムを止めるか、別のポートを指定してください。',
};

function tellService({ port, protocol, roles }: HeardService): string {
  return `${port} ${protocol} (${roles.map((role) => ROLES[role]).join('、')})`;
}
