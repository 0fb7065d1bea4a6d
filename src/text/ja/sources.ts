import type { Texts } from '../texts.ts';

export const SOURCES: Texts['sources'] = {
  documents: {
    'cm2007-ports':
      'Configuration Manager クライアントの展開で使用されるポート (Configuration Manager 2007)',
    'current-branch-ports':
      'Windows Firewall and port settings for clients in Configuration Manager (Current Branch)',
    'current-branch-prerequisites':
      'Prerequisites for deploying clients to Windows computers (Current Branch)',
    'current-branch-installation-properties':
      'Client installation parameters and properties in Configuration Manager (Current Branch)',
    'current-branch-all-ports': 'Ports used in Configuration Manager (Current Branch)',
  },
  stated: (where, row) => `${where}: ${row}`,
  derived: (where, row) => `表にはなく、導き出したもの: ${where}: ${row}`,
  note: (number) => `注 ${number}`,
  because: (derivation) => `理由: ${derivation}`,
  erratum: (erratum) => `正誤: ${erratum}`,
  words: (english) => WORDS[english] ?? english,
};

const MP = 'クライアント コンピューターから管理ポイントへの';
const DP = 'クライアント コンピューターから配布ポイントへの';

/**
 * The Japanese document's rows in its own words and spelling (コンピュータ); rows of documents that
 * exist in English alone as Microsoft spells Japanese today.
 */
export const WORDS: Readonly<Record<string, string>> = {
  'CCMSetup downloads the client files from a distribution point, and only where none answers, after hours, from the management point':
    'CCMSetup はクライアントのファイルを配布ポイントからダウンロードし、どの配布ポイントも応答しない場合に限り、数時間後に管理ポイントからダウンロードします',
  'Group Policy software installation reads CCMSetup.msi from the share that the policy names':
    'グループ ポリシーのソフトウェア インストールは、ポリシーが指定する共有から CCMSetup.msi を読み込みます',
  'Group Policy software installation reads CCMSetup.msi from the share that the policy names; the same page asks for the File and Printer Sharing exception':
    'グループ ポリシーのソフトウェア インストールは、ポリシーが指定する共有から CCMSetup.msi を読み込みます。同じページは「ファイルとプリンターの共有」の例外を求めています',
  'the table has it without /source alone; with /source CCMSetup looks for a management point all the same, and a client that finds none is installed, and stays unmanaged':
    '表にあるのは /source を指定しない場合だけですが、/source を指定しても CCMSetup は管理ポイントを探します。見つからないクライアントはインストールされますが、管理されないままになります',
  'the update only starts CCMSetup, which then needs a management point for the client files and its settings; with /source a client that finds none is installed all the same, and stays unmanaged':
    '更新プログラムは CCMSetup を起動するだけであり、CCMSetup はクライアントのファイルと設定のために管理ポイントを必要とします。/source を指定すれば、管理ポイントが見つからないクライアントもインストールされますが、管理されないままになります',
  'without /source CCMSetup takes the client files and its settings from a management point, whichever way it was started':
    '/source の指定がない場合、CCMSetup はどの方法で起動しても、クライアントのファイルと設定を管理ポイントから取得します',
  'HTTP from the client computer to a distribution point in mixed mode, TCP 80':
    'クライアント コンピュータから混在モードの配布ポイントへの HTTP、TCP 80',
  'HTTP from the client computer to a distribution point when the connection is over HTTP, TCP 80': `${DP} HTTP、接続が HTTP の場合、TCP 80`,
  'HTTP from the client computer to a distribution point, TCP 80': `${DP} HTTP、TCP 80`,
  'HTTP from the client computer to a fallback status point, where one is assigned, TCP 80':
    'フォールバック ステータス ポイントが割り当てられている場合、クライアント コンピュータからフォールバック ステータス ポイントへの HTTP、TCP 80',
  'HTTP from the client computer to a management point in mixed mode without /source, TCP 80':
    '/source を指定しない場合、クライアント コンピュータから混在モードの管理ポイントへの HTTP、TCP 80',
  'HTTP from the client computer to a management point in mixed mode, TCP 80':
    'クライアント コンピュータから混在モードの管理ポイントへの HTTP、TCP 80',
  'HTTP from the client computer to a management point when the connection is over HTTP, TCP 80': `${MP} HTTP、接続が HTTP の場合、TCP 80`,
  'HTTP from the client computer to a management point when the connection is over HTTP, without /source, TCP 80': `/source を指定しない場合、${MP} HTTP、接続が HTTP の場合、TCP 80`,
  'HTTP from the client computer to a management point, TCP 80': `${MP} HTTP、TCP 80`,
  'HTTP from the client computer to the software update point, TCP 80 or 8530':
    'クライアント コンピュータからソフトウェアの更新ポイントへの HTTP、TCP 80 または 8530',
  'HTTP from the client to a server locator point, TCP 80':
    'クライアントからサーバー ロケータ ポイントへの HTTP、TCP 80',
  'HTTP from the client to a revocation list or responder that a server certificate names, TCP 80':
    'クライアントから、サーバー証明書にある失効リストまたはレスポンダーへの HTTP、TCP 80',
  'without /NoCRLCheck CCMSetup asks whether the certificate of a management point, a distribution point or a gateway is revoked, at the addresses that the certificate itself names':
    '/NoCRLCheck がなければ、CCMSetup は管理ポイント、配布ポイント、ゲートウェイの証明書が失効していないかを、証明書自体にあるアドレスで問い合わせる',
  'Domain Name System (DNS), UDP 53, TCP 53': 'ドメイン ネーム システム (DNS)、UDP 53、TCP 53',
  'the table names no end; CCMSetup finds by DNS the servers that it is told, and a domain controller, which tells it a management point where none is told':
    '表には通信の両端がありませんが、CCMSetup は、指定されたサーバーと、管理ポイントの指定がない場合にそれを示すドメイン コントローラーを DNS で見つけます',
  'Kerberos authentication, TCP 88': 'Kerberos 認証、TCP 88',
  'the table names no end; CCMSetup runs as the computer, which logs on by a ticket to Active Directory, where it looks for a management point, and to the servers of shares':
    '表には通信の両端がありませんが、CCMSetup はコンピューターとして動作し、コンピューターはチケットで、管理ポイントを探す Active Directory と共有のサーバーにログオンします',
  'Lightweight Directory Access Protocol (LDAP), TCP 389':
    'ライトウェイト ディレクトリ アクセス プロトコル (LDAP)、TCP 389',
  'the table has it for site systems; CCMSetup looks in Active Directory in the same way for a management point and for the settings of the installation':
    '表にあるのはサイト システムについてですが、CCMSetup も同じ方法で、管理ポイントとインストールの設定を Active Directory から探します',
  'global catalog LDAP from a client of a domain, not of a workgroup or on the internet alone, TCP 3268':
    'ドメインのクライアント (ワークグループやインターネットだけのクライアントは除く) からグローバル カタログへの LDAP、TCP 3268',
  'HTTPS from the client to a cloud management gateway, TCP 443':
    'クライアントからクラウド管理ゲートウェイへの HTTPS、TCP 443',
  'on the internet CCMSetup reaches the management point, and the client files, through the gateway alone':
    'インターネットでは、CCMSetup はゲートウェイだけを通して管理ポイントとクライアントのファイルに到達します',
  'on the internet the package with CCMSetup comes from the gateway, as do the policies of the management point':
    'インターネットでは、CCMSetup のパッケージも管理ポイントのポリシーもゲートウェイから届きます',
  'HTTPS from the client computer to a distribution point in native mode, TCP 443':
    'クライアント コンピュータからネイティブ モードの配布ポイントへの HTTPS、TCP 443',
  'HTTPS from the client computer to a distribution point when the connection is over HTTPS, TCP 443': `${DP} HTTPS、接続が HTTPS の場合、TCP 443`,
  'HTTPS from the client computer to a distribution point, TCP 443': `${DP} HTTPS、TCP 443`,
  'HTTPS from the client computer to a management point in native mode without /source, TCP 443':
    '/source を指定しない場合、クライアント コンピュータからネイティブ モードの管理ポイントへの HTTPS、TCP 443',
  'HTTPS from the client computer to a management point in native mode, TCP 443':
    'クライアント コンピュータからネイティブ モードの管理ポイントへの HTTPS、TCP 443',
  'HTTPS from the client computer to a management point when the connection is over HTTPS, TCP 443': `${MP} HTTPS、接続が HTTPS の場合、TCP 443`,
  'HTTPS from the client computer to a management point when the connection is over HTTPS, without /source, TCP 443': `/source を指定しない場合、${MP} HTTPS、接続が HTTPS の場合、TCP 443`,
  'HTTPS from the client computer to a management point, TCP 443': `${MP} HTTPS、TCP 443`,
  'HTTPS from the client computer to the software update point, TCP 443 or 8531':
    'クライアント コンピュータからソフトウェアの更新ポイントへの HTTPS、TCP 443 または 8531',
  'RPC dynamic ports between the site server and the client computer, TCP DYNAMIC':
    'サイト サーバーとクライアント コンピュータ間の RPC 動的ポート、TCP DYNAMIC',
  'RPC endpoint mapper between the site server and the client computer, UDP 135, TCP 135':
    'サイト サーバーとクライアント コンピュータ間の RPC エンドポイント マッパー、UDP 135、TCP 135',
  'SMB between the client computer and the network share that CCMSetup.exe is run from, TCP 445; avoided by running it locally':
    'クライアント コンピュータと、CCMSetup.exe の実行元のネットワーク共有との間の SMB、TCP 445。ローカルで実行すれば回避できます',
  'SMB between the distribution point and the client computer, TCP 445':
    '配布ポイントとクライアント コンピュータ間の SMB、TCP 445',
  'SMB between the site server and client computer, TCP 445':
    'サイト サーバーとクライアント コンピューター間の SMB、TCP 445',
  'SMB between the site server and the client computer, TCP 445':
    'サイト サーバーとクライアント コンピュータ間の SMB、TCP 445',
  'SMB between the source server and the client computer with /source, TCP 445':
    '/source を指定する場合、ソース サーバーとクライアント コンピュータ間の SMB、TCP 445',
  'SMB from the client computer to the share of the assigned package, TCP 445':
    'クライアント コンピュータから、割り当てられたパッケージの共有への SMB、TCP 445',
  'client notification, the default before falling back to HTTP or HTTPS, TCP 10123':
    'クライアント通知、HTTP または HTTPS で代替する前の既定、TCP 10123',
  'text above the table, in editions up to about 2022: ICMP echo request from the site server to the client computer':
    '2022 年頃までの版で表の上にある本文: サイト サーバーからクライアント コンピューターへの ICMP エコー要求',
  'text above the table: ICMP echo request from the site server to the client computer':
    '表の上にある本文: サイト サーバーからクライアント コンピュータへの ICMP エコー要求',
  'the row "HTTP 80" says native mode and "secure", as the HTTPS row below it does; mixed mode and plain HTTP are meant':
    '「HTTP 80」の行には、その下の HTTPS の行と同じくネイティブ モードおよび「セキュア」とありますが、混在モードと通常の HTTP の意味です',
};
