import type { Texts } from '../texts.ts';
import { YARGS } from './yargs.ts';

const OUTPUT = '形式[=ファイル]、複数指定可 (既定: table)。形式は下記';
const COLOR = '端末で色を使う (--no-color、NO_COLOR)';
const QUIET = '進行状況を表示しない';
const METHOD = '確認する方法 (既定: すべて)';
const COMMUNICATION =
  'mixed または native (cm2007)、enhanced-http、http、https のいずれか (current-branch)。指定がなければ最初のものとみなす';

export const HELP: Texts['help'] = {
  lang: '言語: en (英語)、ja (日本語)。既定はシステムの言語',
  about:
    'Configuration Manager クライアントのインストール方法のうち、このネットワークでどれが成功し、どれが失敗し、それはなぜかを確認する。',
  nameCommand: (commands) => `コマンドを指定する: ${commands.join('、')}`,
  missingWords: (usage) => `引数が足りません: ${usage}%c%c`,
  formats: '形式:',
  groups: { run: 'この実行:', site: 'サイト (サイト ファイルでも指定できる):' },
  yargs: YARGS,
  site: {
    site: 'サイト ファイル、YAML または JSON',
    set: 'KEY=VALUE、複数指定可: サイト ファイルの任意のキー。例: roles.distributionPoints=[{host: dp01, serves: [smb]}]',
    'from-command-line':
      "CCMSetup のコマンド ライン。管理ポイント、ソース、ポート、役割を読み取る。例: 'ccmsetup.exe /mp:mp01;mp02 SMSSITECODE=S01'",
    product: '製品。ここかサイト ファイルで必ず指定する',
    communication: `クライアントとサイト システムの通信方式: ${COMMUNICATION}`,
    'site-code': 'サイト コード、レポート用',
    'site-server': 'サイト サーバー、レポート用',
    mp: '管理ポイント、HOST[:PORT]',
    dp: '配布ポイント、HOST[:PORT]',
    slp: 'サーバー ロケータ ポイント、HOST[:PORT]',
    fsp: 'フォールバック ステータス ポイント、HOST[:PORT]',
    sup: 'ソフトウェアの更新ポイント、HOST[:HTTP-PORT]',
    source: 'CCMSetup の /source、UNC パス',
    'manual-source': '手動インストールの /source、異なる場合',
    'gpo-source': 'グループ ポリシーを使用したインストールの /source、異なる場合',
    'sup-source': 'ソフトウェアの更新ポイント経由のインストールの /source、異なる場合',
    'run-from': 'CCMSetup.exe の実行元: UNC パス、またはコンピュータ自身のディスクであれば local',
    'gpo-package':
      'グループ ポリシーのパッケージの共有: UNC パス、またはこのネットワークを通らなければ local',
    'http-port': 'サイトの HTTP ポートと代替ポート',
    'https-port': 'サイトの HTTPS ポートと代替ポート',
    'smb-port': 'SMB のポート、ラボ用',
    'rpc-port': 'RPC エンドポイント マッパーのポート、ラボ用',
    'notification-port': 'クライアント通知のポート',
    'schema-extended': 'Active Directory スキーマが拡張されている',
    'sites-published': 'すべてのサイトが Active Directory に発行されている',
    'slp-needed': 'サーバー ロケータ ポイントが必要である',
    membership: 'クライアントの所属',
    'rpc-dynamic-ports': 'クライアントの動的ポートの範囲。例: 49152-65535',
    'dp-serves': '--dp の配布ポイントが配布に使うもの',
    'sup-ssl': '--sup のソフトウェアの更新ポイントに TLS が必要である',
  },
  commands: {
    check: {
      describe: 'このコンピュータから確認できる通信を調べ、各方法を判定する',
      positionals: {},
      options: {
        from: 'このコンピュータの立場 (既定: クライアントの指定があれば site-server、なければ client)',
        client: 'プッシュ先のクライアント',
        clients:
          'クライアントのファイル: 1 行に 1 台 (名前、10.0.0.0/24、10.0.0.10-20)、CSV または PowerShell の表、ccm.log (プッシュが失敗したクライアント)、保存したレポート。- は標準入力から読み取る',
        column: '名前がある列の見出し (既定: 見出しと内容から判断し、メッセージで知らせる)',
        only: '保存したレポートのうち、この結果のクライアントだけ',
        'skip-invalid': '--clients でクライアント名のない行を、拒否せずに除外する',
        shard: 'I/N: クライアントを名前で N 個に分けた I 番目だけを確認する',
        'client-name': '--from client の場合: レポートでのこのコンピュータの名前',
        method: METHOD,
        timeout: '接続またはエコーの応答を待つ時間。遅い経路では応答をさらに待ちます',
        'response-timeout': '接続後、Web サーバーの応答を待つ時間',
        retries: '応答がなかったものを再試行する回数',
        concurrency: '同時に確認する数。開けるファイルが少ないコンピュータでは減る',
        rate: '1 秒あたりの新しい接続の上限 (既定: 制限なし)',
        icmp: 'エコー要求をシステム自身が送るか (native)、ping プログラムで送るか',
        ca: 'サーバー証明書が連鎖する CA の PEM ファイル',
        'client-cert': 'クライアント証明書の PEM ファイル',
        'client-key': 'その鍵の PEM ファイル',
        output: OUTPUT,
        resume:
          '止められた実行の ndjson ファイル: 確認済みのクライアントは飛ばし、残りを追加する。新しいファイルなら、再開できる実行を始める',
        strict: '失敗する方法がなくても、ここから確認できないものがあれば終了コード 3',
        wait: '失敗するものがなくなるまで、間隔を延ばしながら再確認を続ける時間: 起動中のサーバー向け。--strict では確認できなかったものも再確認する',
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 check --client pc001.contoso.com --site site.yaml':
          'サイト サーバーで、クライアント プッシュ インストールの前に',
        '$0 check --site site.yaml': '対象のクライアントで',
        '$0 check --clients pilot.txt --mp mp01 -o table -o json=report.json':
          'コレクション全体、レポートを保存',
      },
    },
    plan: {
      describe: 'このサイトで各方法に必要な通信を表示する。パケットは送らない',
      positionals: {},
      options: {
        from: 'こちら側が開く通信だけ',
        method: METHOD,
        client: '通信の相手になるクライアント',
        output: OUTPUT,
        color: COLOR,
      },
      examples: {
        '$0 plan --mp mp01.contoso.com': 'この管理ポイントを使う、すべての方法の通信',
        '$0 plan --site site.yaml --method client-push -o markdown': '変更申請書に貼る表',
      },
    },
    explain: {
      describe:
        '方法、通信、ポートの用途と、それがない場合に失敗するもの、ログのエラーの意味を説明する',
      positionals: {
        what: '方法 (client-push)、通信 (client-push/smb)、icmp、ポート (445)、またはエラー (0x80070035, 53)',
      },
      options: { product: 'この製品についてだけ (既定: 両方)', color: COLOR },
      examples: {
        '$0 explain client-push': '1 つの方法の通信',
        '$0 explain client-push/smb': '1 つの通信についてのすべての情報',
        '$0 explain 445': '1 つのポートを使うすべての通信',
      },
    },
    merge: {
      describe:
        '両側、分割した実行、繰り返した実行の保存済みレポートを結合するか、1 つを別の形式で表示する',
      positionals: {
        reports: '-o ndjson または -o json で保存したレポート、その名前のパターン、またはフォルダ',
      },
      options: {
        output: OUTPUT,
        domain:
          'ドメインのない名前が属するドメイン: あるレポートの pc001 は別のレポートの pc001.contoso.com',
        'site-server':
          'サイト サーバー (そのレポートすべてに指定がないとき)。ファイアウォール規則が許可する相手になる',
        missing:
          '完全なレポートを出すはずで出さなかったもの: このレポートに名前が載り、不完全となる',
        strict: '失敗する方法がなくても、確認できなかったものがあれば終了コード 3',
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 merge shard-1.ndjson shard-2.ndjson -o table -o ndjson=site.ndjson':
          '複数のコンピュータの結果を 1 つのレポートに',
        '$0 merge site-server.ndjson clients/ --strict':
          'サイト サーバーとクライアントのレポートから、全体の判定を',
        '$0 merge report.ndjson': '保存したレポートをもう一度、読みやすい形で',
      },
    },
    diff: {
      describe: '保存した 2 つのレポートを比べる: 改善したものと悪化したもの',
      positionals: {
        old: '-o ndjson または -o json で保存したレポート',
        new: '同じサイトの、より新しいレポート',
      },
      options: { output: OUTPUT, quiet: QUIET, color: COLOR },
      examples: {
        '$0 diff monday.ndjson tuesday.ndjson': '変化したもの。悪化があれば終了コード 1',
        '$0 diff before.json after.json -o markdown=changes.md': '同じ内容を変更申請書に',
      },
    },
    diagnose: {
      describe: 'ccm.log と ccmsetup.log から、失敗したものと確認すべき通信を示す',
      positionals: {
        logs: 'サイト サーバーの ccm.log、クライアントの ccmsetup.log と、切り替え済みの古いログ。名前のパターン、フォルダ、または -',
      },
      options: {
        computer: 'ccm.log のうち、これらのコンピュータだけ',
        since:
          'この時点以降のログだけ: 12h、7d、または 2026-01-31 などの日付 (ログに記録された時刻で)',
        output: OUTPUT,
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 diagnose ccm.log ccm.lo_':
          'クライアント プッシュ インストールが失敗する理由、コンピュータごと',
        '$0 diagnose ccmsetup.log': 'このクライアントでインストールが失敗する理由',
        '$0 diagnose ccm.log --since 1d -o json=diagnosis.json': '直近 1 日分、プログラム用',
      },
    },
    discover: {
      describe: 'DNS、管理ポイント、クライアントのレジストリからサイトを検出する',
      positionals: { file: '作成するサイト ファイル (既定: 標準出力)' },
      options: {
        'site-code': '探すサイト コード (既定: クライアントまたは管理ポイントの情報による)',
        domain: '検索するドメイン (既定: このコンピュータのドメイン)',
        mp: '最初に問い合わせる管理ポイント。HOST[:PORT]',
        'http-port': '管理ポイントの HTTP ポート (既定: 80)',
        'https-port': '管理ポイントの HTTPS ポート (既定: 443)',
        dns: '問い合わせるネーム サーバー。ADDRESS[:PORT] (既定: このコンピュータの設定)',
        timeout: '1 回の問い合わせにかける最長の時間 (既定: 3s)',
        force: '既存のファイルを置き換える',
        output:
          '形式[=ファイル]、複数指定可 (既定: site。ファイルを指定した場合は table)。形式は下記',
        color: COLOR,
      },
      examples: {
        '$0 discover --site-code S01': 'このドメインの DNS の情報をサイト ファイルに',
        '$0 discover site.yaml --mp mp01.contoso.com': '管理ポイントの情報をファイルに',
        '$0 discover --site-code S01 --domain contoso.com --dns 10.0.0.53 -o table':
          '別のネーム サーバーの情報と、問い合わせた先のすべて',
      },
    },
    init: {
      describe: 'フラグの値を記入した、コメント付きのサイト ファイルを作成する',
      positionals: { file: '作成するファイル (既定: 標準出力)' },
      options: {
        force: '既存のファイルを置き換える',
        discover: 'まず discover と同じ方法でサイトを検出する。--mp は最初に問い合わせる先',
        domain: '--discover の場合: 検索するドメイン (既定: このコンピュータのドメイン)',
        dns: '--discover の場合: 問い合わせるネーム サーバー。ADDRESS[:PORT] (既定: このコンピュータの設定)',
        timeout: '--discover の場合: 1 回の問い合わせにかける最長の時間 (既定: 3s)',
      },
      examples: {
        '$0 init site.yaml --discover --site-code S01': '検出した内容のサイト ファイル',
        '$0 init site.yaml --mp mp01.contoso.com --site-code S01': '記入用のサイト ファイル',
        '$0 init --product current-branch': 'まず内容を見る',
      },
    },
    listen: {
      describe: '将来のサーバーのポートで応答し、ファイアウォールの規則を事前に試せるようにする',
      positionals: {},
      options: {
        role: '応答する役割。ポートはサイトの設定による',
        address: '待機するこのコンピュータのアドレス (既定: すべて)',
        name: 'このコンピュータが名乗る完全な名前 (既定: ホスト名)',
      },
      examples: {
        '$0 listen --role management-point --product current-branch': '将来の管理ポイントで',
        '$0 listen --role software-update-point --role distribution-point --site site.yaml':
          '1 台のサーバーの 2 つの役割、ポートはサイト ファイルによる',
      },
      demanded: { role: '代わりを務める役割を指定する: --role management-point' },
    },
    completion: {
      describe: 'このツールの語をシェルで補完するための設定を表示する',
      positionals: { shell: '補完を使うシェル' },
      options: {},
      examples: {
        'source <($0 completion bash)': 'この bash で。常に使うには ~/.bashrc に書く',
        '$0 completion zsh > "${fpath[1]}/_ccm-preflight"': 'すべての zsh で',
        '$0 completion powershell | Out-String | Invoke-Expression':
          'この PowerShell で。常に使うには $PROFILE に書く',
      },
    },
    lab: {
      describe:
        'クライアントとサイトのサーバーをループバックで再現し、正常または障害のある状態でツールを試す',
      positionals: {},
      options: {
        check:
          '1 つの通信に障害を起こし (--fault がなければ client-push/smb=refuse)、両側から確認し、両方のレポートを表示して終わる。障害を検出できれば終了コード 0、できなければ 4',
        fault:
          'REQUIREMENT=FAULT、複数指定可。例: client-push/smb=refuse。障害: refuse、silent、wrong-service、http-500、expired-certificate、wrong-name、close、または none。複数の方法が共有するサーバー (管理ポイントの HTTP など) の障害は、それらすべてに及ぶ',
        product: 'ラボのサイトの製品 (既定: cm2007)',
        communication: `クライアントとサイト システムの通信方式: ${COMMUNICATION}`,
        source: '/source からインストールし、管理ポイントからは取得しない方法 (既定: group-policy)',
        'site-file':
          'ラボのサイト ファイルを書く場所。CA のファイルは隣に置く。どちらも存在してはならない (既定: 一時フォルダ)',
        timeout: '--check の場合: 1 回の試行にかける最長の時間 (既定: 3s)',
        color: COLOR,
      },
      examples: {
        '$0 lab --check': '両方のレポートを見て、ツールがここで動くかを確かめる',
        '$0 lab': '正常なラボを動かし続け、別の端末でコマンドを試す',
        '$0 lab --fault client-push/rpc-endpoint-mapper=silent --fault manual/share-smb=refuse':
          '2 つの通信に障害を起こす',
        '$0 lab --check --communication native --fault client-push/mp-https=expired-certificate':
          '管理ポイントの証明書の期限切れがどう見えるかを確かめる',
        '$0 lab --product current-branch --site-file lab.yaml': '別の製品、ファイルも確認',
      },
    },
  },
};
