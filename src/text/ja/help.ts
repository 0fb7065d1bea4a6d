import type { Texts } from '../texts.ts';
import { YARGS } from './yargs.ts';

const OUTPUT = '形式[=ファイル]、複数指定可 (既定: table)。形式は下記';
const COLOR = '端末で色を使います (--no-color、NO_COLOR)';
const QUIET = '進行状況を表示しません';
const METHOD = '確認する方法 (既定: すべて)';
const COMMUNICATION =
  'mixed または native (cm2007)、enhanced-http、http、https のいずれか (current-branch)。指定がなければ最初のものとみなします';

export const HELP: Texts['help'] = {
  lang: '言語: en (英語)、ja (日本語)。既定はシステムの言語',
  about:
    'Configuration Manager クライアントのインストール方法のうち、このネットワークでどれが成功し、どれが失敗し、それはなぜかを確認します。',
  nameCommand: (commands) =>
    `最初にコマンドを指定してください (例: ccm-preflight check --client pc001.contoso.com)。コマンド: ${commands.join('、')}`,
  missingWords: (usage) => `引数が足りません: ${usage}%c%c`,
  window: {
    whatToType: (tool) =>
      [
        'Configuration Manager クライアントはこのネットワーク経由でインストールできるか、どの方法ならできるかを確認します。',
        '',
        'このプログラムはコマンド ラインで使います。ここにコマンドを入力してください。',
        '',
        `  ${tool} lab --check`,
        '      このコンピューターの中だけで試します。外部には何も送信しません',
        `  ${tool} check --product current-branch --mp mp01.contoso.com --client pc001.contoso.com`,
        '      サイト サーバーで実行します: このクライアントにプッシュ インストールできるか (名前は置き換えてください)',
        `  ${tool} --help`,
        '      すべてのコマンド',
        '  exit',
        '      このウィンドウを閉じます',
        '',
      ].join('\n'),
    closeByEnter:
      'ここではコマンド プロンプトを開けませんでした。別に開いて、上のコマンドを入力してください。Enter キーを押すと、このウィンドウを閉じます。',
  },
  formats: '形式:',
  groups: { run: 'この実行:', site: 'サイト (サイト ファイルでも指定できる):' },
  yargs: YARGS,
  site: {
    site: 'サイト ファイル、YAML または JSON',
    set: 'KEY=VALUE、複数指定可: サイト ファイルの任意のキー。例: roles.distributionPoints=[{host: dp01, serves: [smb]}]',
    'from-command-line':
      "CCMSetup のコマンド ライン。管理ポイント、ゲートウェイ、ソース、ポート、役割を読み取ります。例: 'ccmsetup.exe /mp:mp01;mp02 SMSSITECODE=S01'",
    product: '製品。コマンド ラインまたはサイト ファイルで必ず指定します',
    communication: `クライアントとサイト システムの通信方式: ${COMMUNICATION}`,
    'crl-check':
      'クライアントが証明書の失効を確認します。/NoCRLCheck を使う場合は no (current-branch、既定: yes)',
    'site-code': 'サイト コード、レポート用',
    'site-server': 'サイト サーバー、レポート用',
    mp: '管理ポイント、HOST[:PORT]',
    dp: '配布ポイント、HOST[:PORT]',
    slp: 'サーバー ロケータ ポイント、HOST[:PORT]',
    fsp: 'フォールバック ステータス ポイント、HOST[:PORT]',
    sup: 'ソフトウェアの更新ポイント、HOST[:HTTP-PORT]',
    cmg: 'クラウド管理ゲートウェイ、HOST[:PORT] またはアドレス全体 (current-branch)',
    source: 'CCMSetup の /source、UNC パス',
    'manual-source': '手動インストールの /source、異なる場合',
    'gpo-source': 'グループ ポリシーを使用したインストールの /source、異なる場合',
    'sup-source': 'ソフトウェアの更新ポイント経由のインストールの /source、異なる場合',
    'run-from': 'CCMSetup.exe の実行元: UNC パス、またはコンピューター自身のディスクであれば local',
    'gpo-package':
      'グループ ポリシーのパッケージの共有: UNC パス、またはこのネットワークを通らなければ local',
    'http-port': 'サイトの HTTP ポートと代替ポート',
    'https-port': 'サイトの HTTPS ポートと代替ポート',
    'smb-port': 'SMB のポート、ラボ用',
    'rpc-port': 'RPC エンドポイント マッパーのポート、ラボ用',
    'notification-port': 'クライアント通知のポート',
    'schema-extended': 'Active Directory スキーマが拡張されています',
    'sites-published': 'すべてのサイトが Active Directory に発行されています',
    'slp-needed': 'サーバー ロケータ ポイントが必要です',
    location:
      'クライアントがあるネットワーク。internet ではゲートウェイだけを通してサイトと通信します (current-branch)',
    membership: 'クライアントの所属',
    'ad-domain':
      'クライアントのドメイン。その DNS、Kerberos、LDAP、グローバル カタログも確認する (current-branch)',
    'rpc-dynamic-ports': 'クライアントの動的ポートの範囲。例: 49152-65535',
    'expect-closed': '閉じているはずの通信。例: smb、client-push/smb。開いていれば指摘します',
    catalogue: '独自の通信を記述したファイル。その通信も計画し、確認する',
    'dp-serves': '--dp の配布ポイントが配布に使うもの',
    'sup-ssl': '--sup のソフトウェアの更新ポイントに TLS が必要です',
  },
  commands: {
    check: {
      describe: 'このコンピューターから確認できる通信を調べ、各方法を判定します',
      positionals: {},
      options: {
        from: 'このコンピューターの立場 (既定: クライアントの指定があれば site-server、なければ client)',
        client: 'プッシュ先のクライアント',
        clients:
          'クライアントのファイル: 1 行に 1 台 (名前、10.0.0.0/24、10.0.0.10-20)、CSV または PowerShell の表、ccm.log (プッシュが失敗したクライアント)、保存したレポート。- は標準入力から読み取ります',
        column: '名前がある列の見出し (既定: 見出しと内容から判断し、メッセージで知らせます)',
        only: '保存したレポートのうち、この結果のクライアントだけ',
        'skip-invalid': '--clients でクライアント名のない行を、拒否せずに除外します',
        shard: 'I/N: クライアントを名前で N 個に分けた I 番目だけを確認します',
        'client-name': '--from client の場合: レポートでのこのコンピューターの名前',
        method: METHOD,
        timeout: '接続またはエコーの応答を待つ時間。遅い経路では応答をさらに待ちます',
        'response-timeout': '接続後、Web サーバーの応答を待つ時間',
        retries: '応答がなかったものを再試行する回数',
        concurrency: '同時に確認する数。開けるファイルが少ないコンピューターでは減ります',
        rate: '1 秒あたりの新しい接続の上限。none で制限なし (既定: ローカル ネットワークの外のホストへは 300)',
        'source-address':
          '送信元にするこのコンピューターのアドレス、IPv4 と IPv6 をそれぞれ 1 つまで。エコー要求は ping プログラムで送ります (既定: システムが選びます)',
        icmp: 'エコー要求をシステム自身が送るか (native)、ping プログラムで送るか',
        ca: 'サーバー証明書の検証に使う CA 証明書の PEM ファイル',
        'client-cert': 'クライアント証明書の PEM ファイル',
        'client-key': 'その鍵の PEM ファイル',
        output: OUTPUT,
        resume:
          '停止された実行の ndjson ファイル: 確認済みのクライアントは飛ばし、残りを追加します。新しいファイルなら、再開できる実行を始めます',
        strict: '失敗する方法がなくても、ここから確認できないものがあれば終了コード 3',
        audit:
          '閉じているはずの通信も終了コードで表します: 開いていれば 1、確認できなければ 3。それだけが原因で失敗する方法は数えません',
        wait: '失敗するものがなくなるまで、間隔を延ばしながら再確認を続ける時間: 起動中のサーバー向け。--strict では確認できなかったものも再確認します',
        quiet: QUIET,
        progress:
          '標準エラー出力への進行状況の形式: 人が読む文 (text)、プログラム用に 1 行 1 つの JSON (json)',
        color: COLOR,
      },
      examples: {
        '$0 check --client pc001.contoso.com --site site.yaml':
          'サイト サーバーで、クライアント プッシュ インストールの前に',
        '$0 check --site site.yaml': '対象のクライアントで',
        '$0 check --clients pilot.txt --site site.yaml -o table -o json=report.json':
          'コレクション全体、レポートを保存',
      },
    },
    plan: {
      describe: 'このサイトで各方法に必要な通信を表示します。パケットは送りません',
      positionals: {},
      options: {
        from: 'こちら側が開く通信だけ',
        method: METHOD,
        client: '通信の相手になるクライアント',
        output: OUTPUT,
        color: COLOR,
      },
      examples: {
        '$0 plan --product current-branch --mp mp01.contoso.com':
          'この管理ポイントを使う、すべての方法の通信',
        '$0 plan --site site.yaml --method client-push -o markdown': '変更申請書に貼る表',
      },
    },
    explain: {
      describe:
        '方法、通信、ポートの用途と、それがない場合に失敗するもの、ログのエラーの意味を説明します',
      positionals: {
        what: '方法 (client-push)、通信 (client-push/smb)、icmp、ポート (445)、またはエラー (0x80070035, 53)',
      },
      options: {
        site: 'サイト ファイル。独自の通信も説明する',
        catalogue: '独自の通信を記述したファイル。その通信も説明する',
        product: 'この製品についてだけ (既定: 両方)',
        output: OUTPUT,
        color: COLOR,
      },
      examples: {
        '$0 explain client-push': '1 つの方法の通信',
        '$0 explain client-push/smb': '1 つの通信についてのすべての情報',
        '$0 explain 445': '1 つのポートを使うすべての通信',
      },
    },
    merge: {
      describe:
        '両側、分割した実行、繰り返した実行の保存済みレポートを結合するか、1 つを別の形式で表示します',
      positionals: {
        reports:
          '-o ndjson または -o json で保存したレポート、その名前のパターン、またはフォルダー',
      },
      options: {
        output: OUTPUT,
        domain:
          'ドメインのない名前が属するドメイン: あるレポートの pc001 は別のレポートの pc001.contoso.com',
        'site-server':
          'サイト サーバー (そのレポートすべてに指定がないとき)。ファイアウォール規則が許可する相手になります',
        missing:
          '完全なレポートを提出しなかったコンピューター: 結合したレポートに名前を記載し、不完全として扱います',
        strict: '失敗する方法がなくても、確認できなかったものがあれば終了コード 3',
        audit:
          '閉じているはずの通信も終了コードで表します: 開いていれば 1、確認できなければ 3。それだけが原因で失敗する方法は数えません',
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 merge shard-1.ndjson shard-2.ndjson -o table -o ndjson=site.ndjson':
          '複数のコンピューターの結果を 1 つのレポートに',
        '$0 merge site-server.ndjson clients/ --strict':
          'サイト サーバーとクライアントのレポートから、全体の判定を',
        '$0 merge report.ndjson': '保存したレポートをもう一度、読みやすい形で',
      },
    },
    diff: {
      describe: '保存した 2 つのレポートを比較し、改善したものと悪化したものを示します',
      positionals: {
        old: '-o ndjson または -o json で保存したレポート',
        new: '同じサイトの、より新しいレポート',
      },
      options: {
        output: OUTPUT,
        ignore: '悪化に数えないもの: no-answer (今回応答がないクライアント)。表示はされます',
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 diff monday.ndjson tuesday.ndjson': '変化したもの。悪化があれば終了コード 1',
        '$0 diff before.json after.json -o markdown=changes.md': '同じ内容を変更申請書に',
      },
    },
    diagnose: {
      describe: 'ccm.log と ccmsetup.log から、失敗したものと確認すべき通信を示します',
      positionals: {
        logs: 'サイト サーバーの ccm.log、クライアントの ccmsetup.log と、切り替え済みの古いログ。名前のパターン、フォルダー、または -',
      },
      options: {
        computer: 'ccm.log のうち、これらのコンピューターだけ',
        since:
          'この時点以降のログだけ: 12h、7d、または 2026-01-31 などの日付 (ログに記録された時刻で)',
        output: OUTPUT,
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 diagnose ccm.log ccm.lo_':
          'クライアント プッシュ インストールが失敗する理由、コンピューターごと',
        '$0 diagnose ccmsetup.log': 'このクライアントでインストールが失敗する理由',
        '$0 diagnose ccm.log --since 1d -o json=diagnosis.json': '直近 1 日分、プログラム用',
      },
    },
    discover: {
      describe: 'DNS、管理ポイント、クライアントのレジストリからサイトを検出します',
      positionals: { file: '作成するサイト ファイル (既定: 標準出力)' },
      options: {
        'site-code': '探すサイト コード (既定: クライアントまたは管理ポイントの情報による)',
        domain: '検索するドメイン (既定: このコンピューターのドメイン)',
        mp: '最初に問い合わせる管理ポイント。HOST[:PORT]',
        'http-port': '管理ポイントの HTTP ポート (既定: 80)',
        'https-port': '管理ポイントの HTTPS ポート (既定: 443)',
        dns: '問い合わせるネーム サーバー。ADDRESS[:PORT] (既定: このコンピューターの設定)',
        timeout: '1 回の問い合わせにかける最長の時間 (既定: 3s)',
        force: '既存のファイルを置き換えます',
        output:
          '形式[=ファイル]、複数指定可 (既定: site。ファイルを指定した場合は table)。形式は下記',
        quiet: '書き込んだファイルについて表示しません',
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
      describe: '指定したオプションの値を記入した、コメント付きのサイト ファイルを作成します',
      positionals: { file: '作成するファイル (既定: 標準出力)' },
      options: {
        force: '既存のファイルを置き換えます',
        discover: 'まず discover と同じ方法でサイトを検出します。--mp は最初に問い合わせる先',
        'boundary-groups':
          'docs/boundary-groups.md の手順で作った JSON ファイルから境界グループを読み込みます。サーバーの役割は --mp、--dp、--sup で示します',
        domain: '--discover の場合: 検索するドメイン (既定: このコンピューターのドメイン)',
        dns: '--discover の場合: 問い合わせるネーム サーバー。ADDRESS[:PORT] (既定: このコンピューターの設定)',
        timeout: '--discover の場合: 1 回の問い合わせにかける最長の時間 (既定: 3s)',
      },
      examples: {
        '$0 init site.yaml --discover --site-code S01': '検出した内容のサイト ファイル',
        '$0 init site.yaml --mp mp01.contoso.com --site-code S01': '記入用のサイト ファイル',
        '$0 init --product current-branch': '内容を先に確認します',
      },
    },
    listen: {
      describe: '将来のサーバーのポートで応答し、ファイアウォールの規則を事前に試せるようにします',
      positionals: {},
      options: {
        role: '応答する役割。ポートはサイトの設定によります',
        address: '待機するこのコンピューターのアドレス (既定: すべて)',
        name: 'このコンピューターが名乗る完全な名前 (既定: ホスト名)',
      },
      examples: {
        '$0 listen --role management-point --product current-branch': '将来の管理ポイントで',
        '$0 listen --role software-update-point --role distribution-point --site site.yaml':
          '1 台のサーバーの 2 つの役割、ポートはサイト ファイルによります',
      },
      demanded: { role: '代わりを務める役割を指定してください: --role management-point' },
    },
    completion: {
      describe: 'コマンド、オプション、値をシェルで補完するための設定を表示します',
      positionals: { shell: '補完を使うシェル' },
      options: {},
      examples: {
        'source <($0 completion bash)': 'この bash で。常に使うには ~/.bashrc に書きます',
        '$0 completion zsh > "${fpath[1]}/_ccm-preflight"': 'すべての zsh で',
        '$0 completion powershell | Out-String | Invoke-Expression':
          'この PowerShell で。常に使うには $PROFILE に書きます',
      },
    },
    lab: {
      describe:
        'クライアントとサイトのサーバーをループバックで再現し、正常または障害のある状態でツールを試します',
      positionals: {},
      options: {
        check:
          '1 つの通信に障害を起こし (--fault がなければ client-push/smb=refuse、インターネットでは manual/cmg-https=refuse)、両側から確認し、両方のレポートを表示して終わります。障害を検出できれば終了コード 0、できなければ 4',
        fault:
          'REQUIREMENT=FAULT、複数指定可。例: client-push/smb=refuse。障害: refuse、silent、wrong-service、http-500、expired-certificate、wrong-name、gateway-refusal、close、または none。複数の方法が共有するサーバー (管理ポイントの HTTP など) の障害は、それらすべてに及びます',
        product: 'ラボのサイトの製品 (既定: cm2007)',
        communication: `クライアントとサイト システムの通信方式: ${COMMUNICATION}`,
        location: 'クライアントがあるネットワーク (既定: intranet)',
        source: '/source からインストールし、管理ポイントからは取得しない方法 (既定: group-policy)',
        'site-file':
          'ラボのサイト ファイルを書く場所。CA のファイルは隣に置きます。どちらも存在してはなりません (既定: 一時フォルダー)',
        timeout: '--check の場合: 1 回の試行にかける最長の時間 (既定: 3s)',
        color: COLOR,
      },
      examples: {
        '$0 lab --check': '両方のレポートを見て、ツールがここで動くかを確かめます',
        '$0 lab': '正常なラボを動かし続け、別の端末でコマンドを試します',
        '$0 lab --fault client-push/rpc-endpoint-mapper=silent --fault manual/share-smb=refuse':
          '2 つの通信に障害を起こします',
        '$0 lab --check --communication native --fault client-push/mp-https=expired-certificate':
          '管理ポイントの証明書の期限切れがどう見えるかを確かめます',
        '$0 lab --check --location internet':
          'インターネットのクライアントと、そのゲートウェイを確認します',
        '$0 lab --product current-branch --site-file lab.yaml': '別の製品、ファイルも確認',
      },
    },
  },
};
