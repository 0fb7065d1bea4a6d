import type { CommandHelp, OptionGroup, YargsWord } from '../help.ts';

const OUTPUT = 'FORMAT[=FILE], repeatable (default: table); formats below';
const COLOR = 'Colours on a terminal (--no-color, NO_COLOR)';
const QUIET = 'No progress';
const METHOD = 'Methods to look at (default: all)';
const COMMUNICATION =
  'mixed or native (cm2007), enhanced-http, http or https (current-branch); the first is assumed where none is said';

/** Replacements for messages of yargs; all others keep yargs' English. */
const YARGS: Readonly<Partial<Record<YargsWord, string>>> = {
  'Did you mean %s?': 'no such command; did you mean %s?',
};

export const HELP = {
  /** Kept recognisable in every language, so that readers find their own. */
  lang: 'Language: en, ja (Japanese); default: that of the system',
  about:
    'Which ways of installing the Configuration Manager client work in this network, which break, and why.',
  /** @param commands their names */
  nameCommand: (commands: readonly string[]) =>
    `name a command first, as in ccm-preflight check --client pc001.contoso.com; there are ${commands.slice(0, -1).join(', ')} and ${commands.at(-1) ?? ''}`,
  /** `%c%c` swallows the counts that yargs adds. @param usage `ccm-preflight diff <old> <new>` */
  missingWords: (usage: string) => `something is missing: ${usage}%c%c`,
  /** Said in the window that a double click on the executable opens. */
  window: {
    /** @param tool what to type for this tool */
    whatToType: (tool: string) =>
      [
        'Will the Configuration Manager client install over this network, and by which way?',
        '',
        'This program has no windows of its own: type its commands here.',
        '',
        `  ${tool} lab --check`,
        '      shows it on this computer alone, and sends nothing elsewhere',
        `  ${tool} check --product current-branch --mp mp01.contoso.com --client pc001.contoso.com`,
        '      on the site server: may this client be pushed to? (with your own names)',
        `  ${tool} --help`,
        '      every command',
        '  exit',
        '      closes this window',
        '',
      ].join('\n'),
    closeByEnter:
      'No command prompt could be opened here: open one yourself, and type these there. Enter closes this window.',
  },
  formats: 'Formats:',
  groups: { run: 'This run:', site: 'The site (also in a site file):' } satisfies Record<
    OptionGroup,
    string
  >,
  yargs: YARGS,
  site: {
    site: 'Site file, YAML or JSON',
    set: 'KEY=VALUE, repeatable: any key of the site file, such as roles.distributionPoints=[{host: dp01, serves: [smb]}]',
    'from-command-line':
      "A command line of CCMSetup: management points, gateways, source, ports and roles are taken from it, such as 'ccmsetup.exe /mp:mp01;mp02 /source:\\\\files01\\ccm SMSSITECODE=S01'",
    product: 'Product; has to be said, here or in the site file',
    communication: `How clients talk to site systems: ${COMMUNICATION}`,
    'crl-check':
      'Clients check whether certificates are revoked; no with /NoCRLCheck (current-branch, default: yes)',
    'site-code': 'Site code, for the report',
    'site-server': 'Site server, for the report',
    mp: 'Management points, HOST[:PORT]',
    dp: 'Distribution points, HOST[:PORT]',
    slp: 'Server locator points, HOST[:PORT]',
    fsp: 'Fallback status points, HOST[:PORT]',
    sup: 'Software update points, HOST[:HTTP-PORT]',
    cmg: 'Cloud management gateways, HOST[:PORT] or the whole address (current-branch)',
    source: '/source of CCMSetup, a UNC path',
    'manual-source': '/source of the manual installation, where it differs',
    'gpo-source': '/source of the Group Policy installation, where it differs',
    'sup-source': '/source of the installation by software update point, where it differs',
    'run-from':
      'Where CCMSetup.exe is run from: a UNC path, or local for a disk of the computer itself',
    'gpo-package':
      'Share of the Group Policy package: a UNC path, or local where it does not cross this network',
    'http-port': 'HTTP port of the site, and alternates',
    'https-port': 'HTTPS port of the site, and alternates',
    'smb-port': 'SMB port, for labs',
    'rpc-port': 'Port of the RPC endpoint mapper, for labs',
    'notification-port': 'Port of the client notification',
    'schema-extended': 'The Active Directory schema is extended',
    'sites-published': 'All sites are published in Active Directory',
    'slp-needed': 'A server locator point is needed',
    location:
      'The network that the clients are on: on the internet they reach the site through a gateway alone (current-branch)',
    membership: 'What the clients are members of',
    'ad-domain':
      'Domain of the clients: its DNS, Kerberos, LDAP and global catalog are looked at too (current-branch)',
    'rpc-dynamic-ports': 'Dynamic range of the clients, such as 49152-65535',
    'expect-closed':
      'Flows that are to be closed, such as smb or client-push/smb: an open one is a finding',
    catalogue: 'Files with flows of your own, which are planned and looked at too',
    'dp-serves': 'What the distribution points of --dp serve',
    'sup-ssl': 'The software update points of --sup need TLS',
  },
  commands: {
    check: {
      describe: 'Probe the flows that can be proven from this machine, and judge each method',
      positionals: {},
      options: {
        from: 'Where this machine stands (default: site-server when clients are named, else client)',
        client: 'Clients to push to',
        clients:
          'File of clients: one a line (a name, 10.0.0.0/24 or 10.0.0.10-20), CSV or a PowerShell table, a ccm.log (those whose push failed) or a saved report; - reads standard input',
        column:
          'Heading of the column with the names (default: told by headings and content, and said)',
        only: 'Take only clients with these results from a saved report',
        'skip-invalid':
          'Leave out lines of --clients that hold no client name, instead of refusing them',
        shard: 'I/N: look at the I-th of N shares of the clients, told by their names',
        'client-name': 'With --from client: the name to report for this machine',
        method: METHOD,
        timeout: 'How long a connect or an echo may take; answers get more on a slow path',
        'response-timeout': 'How long a web server may take for an answer, once connected',
        retries: 'How often what got no answer is tried again',
        concurrency: 'Probes at once; fewer where this machine allows fewer open files',
        rate: 'New connections a second at most; none for no limit (default: 300 to hosts outside the local networks)',
        'source-address':
          'Address of this machine to send from, one IPv4 and one IPv6 at most; echo requests then go through the ping program (default: the system chooses)',
        icmp: 'Echo requests by the system itself (native), or a ping program each',
        ca: 'PEM file of the CA that server certificates chain to',
        'client-cert': 'PEM file of a client certificate',
        'client-key': 'PEM file of its key',
        output: OUTPUT,
        resume:
          'ndjson file of a stopped run: its clients are not looked at again, others are added to it; a new file begins a run that can be resumed',
        strict: 'Exit code 3 where nothing breaks but something could not be proven from here',
        audit:
          'The exit code answers for flows that are expected to be closed: 1 where one is open, 3 where it is not proven; a method that breaks by them alone does not count',
        wait: 'How long to check again, with growing pauses, what breaks, until nothing does: for servers that are still starting; with --strict, what could not be proven too',
        quiet: QUIET,
        progress:
          'Progress on stderr for people (text), or a JSON object a line for programs (json)',
        color: COLOR,
      },
      examples: {
        '$0 check --client pc001.contoso.com --site site.yaml':
          'On the site server, before a client push',
        '$0 check --site site.yaml': 'On a target client',
        '$0 check --clients pilot.txt --site site.yaml -o table -o json=report.json':
          'A collection, with a report to keep',
      },
    },
    plan: {
      describe: 'Print the flows that each method needs in this site; sends no packet',
      positionals: {},
      options: {
        from: 'Only the flows that this end opens',
        method: METHOD,
        client: 'Clients to bind the flows to',
        output: OUTPUT,
        color: COLOR,
      },
      examples: {
        '$0 plan --product current-branch --mp mp01.contoso.com':
          'The flows of every method with this management point',
        '$0 plan --site site.yaml --method client-push -o markdown': 'A table for a change request',
      },
    },
    explain: {
      describe:
        'Tell what a method, a requirement or a port is for, and what breaks without it; what an error of a log means',
      positionals: {
        what: 'A method (client-push), a requirement (client-push/smb), icmp, a port (445), or an error (0x80070035, 53)',
      },
      options: {
        site: 'Site file, whose rows of your own are explained too',
        catalogue: 'Files with flows of your own, explained too',
        product: 'Only by this product (default: both)',
        output: OUTPUT,
        color: COLOR,
      },
      examples: {
        '$0 explain client-push': 'The flows of a method',
        '$0 explain client-push/smb': 'All that is known of one flow',
        '$0 explain 445': 'Everything that uses a port',
      },
    },
    merge: {
      describe:
        'Join the saved reports of both ends, of shards and of repeated runs, or show one in another format',
      positionals: {
        reports:
          'Reports that -o ndjson or -o json saved, patterns of their names, or folders of them',
      },
      options: {
        output: OUTPUT,
        domain:
          'Names without a domain are of this one: pc001 in a report is pc001.contoso.com in another',
        'site-server':
          'The site server, where its reports do not all name it: whom firewall rules admit',
        missing:
          'Who should have given a whole report and did not: named in this one, which is incomplete',
        strict: 'Exit code 3 where nothing breaks but something could not be proven from there',
        audit:
          'The exit code answers for flows that are expected to be closed: 1 where one is open, 3 where it is not proven; a method that breaks by them alone does not count',
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 merge shard-1.ndjson shard-2.ndjson -o table -o ndjson=site.ndjson':
          'What several machines saw, in one report',
        '$0 merge site-server.ndjson clients/ --strict':
          "The site server's report with those of clients: whole verdicts",
        '$0 merge report.ndjson': 'A saved report again, for people',
      },
    },
    diff: {
      describe: 'Compare two saved reports: what became better, what worse',
      positionals: {
        old: 'A report that -o ndjson or -o json saved',
        new: 'A later one of the same site',
      },
      options: {
        output: OUTPUT,
        ignore:
          'What is not to count as worse: no-answer, a client that is off now; it is told all the same',
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 diff monday.ndjson tuesday.ndjson':
          'What changed; exit code 1 where something got worse',
        '$0 diff before.json after.json -o markdown=changes.md': 'The same for a change request',
      },
    },
    diagnose: {
      describe: 'Tell from ccm.log and ccmsetup.log what failed, and which flows to check',
      positionals: {
        logs: 'ccm.log of a site server, ccmsetup.log of a client, with what was rotated out of them; patterns of their names, folders of them, or -',
      },
      options: {
        computer: 'Only these computers of a ccm.log',
        since:
          "Only what was logged since then: 12h, 7d, or a date such as 2026-01-31, by the log's own clock",
        output: OUTPUT,
        quiet: QUIET,
        color: COLOR,
      },
      examples: {
        '$0 diagnose ccm.log ccm.lo_': 'Why client push fails, per computer',
        '$0 diagnose ccmsetup.log': 'Why the installation fails on this client',
        '$0 diagnose ccm.log --since 1d -o json=diagnosis.json': 'Of the last day, for programs',
      },
    },
    discover: {
      describe: 'Find the site in DNS, at its management points, in the registry of a client',
      positionals: { file: 'Where to write a site file (default: standard output)' },
      options: {
        'site-code': 'Site code to look for (default: what a client or management point says)',
        domain: 'Domain to look in (default: that of this computer)',
        mp: 'Management points to begin with, HOST[:PORT]',
        'http-port': 'HTTP port of management points (default: 80)',
        'https-port': 'HTTPS port of management points (default: 443)',
        dns: 'Name server to ask, ADDRESS[:PORT] (default: those of this computer)',
        timeout: 'Longest time for each question (default: 3s)',
        force: 'Replace a file that is there',
        output: 'FORMAT[=FILE], repeatable (default: site; with a file, table); formats below',
        quiet: 'No word of what was written',
        color: COLOR,
      },
      examples: {
        '$0 discover --site-code S01': 'What DNS of this domain says, as a site file',
        '$0 discover site.yaml --mp mp01.contoso.com': 'What a management point says, into a file',
        '$0 discover --site-code S01 --domain contoso.com --dns 10.0.0.53 -o table':
          'What another name server says, and all that was asked',
      },
    },
    init: {
      describe: 'Write a commented site file, filled from flags',
      positionals: { file: 'Where to write it (default: standard output)' },
      options: {
        force: 'Replace a file that is there',
        discover: 'Look for the site first, as discover does; --mp says where to begin',
        'boundary-groups':
          'Boundary groups from a JSON file, as the page docs/boundary-groups.md makes it; --mp, --dp and --sup tell what their servers are',
        domain: 'For --discover: domain to look in (default: that of this computer)',
        dns: 'For --discover: name server to ask, ADDRESS[:PORT] (default: those of this computer)',
        timeout: 'For --discover: longest time for each question (default: 3s)',
      },
      examples: {
        '$0 init site.yaml --discover --site-code S01': 'A site file of what can be found',
        '$0 init site.yaml --mp mp01.contoso.com --site-code S01': 'A site file to fill in',
        '$0 init --product current-branch': 'Look at one first',
      },
    },
    listen: {
      describe:
        "Answer on a server's future ports, so that firewall rules can be tested beforehand",
      positionals: {},
      options: {
        role: 'Roles to answer for, at the ports that the site gives them',
        address: 'Address of this computer to listen at (default: all)',
        name: 'Full name that this computer tells of itself (default: its host name)',
      },
      examples: {
        '$0 listen --role management-point --product current-branch':
          'On a future management point',
        '$0 listen --role software-update-point --role distribution-point --site site.yaml':
          'Two roles of one server, at the ports of a site file',
      },
      demanded: { role: 'name a role to stand in for: --role management-point' },
    },
    completion: {
      describe: 'Print what makes a shell complete the words of this tool',
      positionals: { shell: 'The shell to complete words in' },
      options: {},
      examples: {
        'source <($0 completion bash)': 'For this bash; in ~/.bashrc for every one',
        '$0 completion zsh > "${fpath[1]}/_ccm-preflight"': 'For every zsh',
        '$0 completion powershell | Out-String | Invoke-Expression':
          'For this PowerShell; in $PROFILE for every one',
      },
    },
    lab: {
      describe:
        "Play a client and its site's servers on loopback, whole or broken, to try the tool on",
      positionals: {},
      options: {
        check:
          'Break one flow (client-push/smb=refuse, on the internet manual/cmg-https=refuse, unless --fault says otherwise), check from both ends, print both reports and end; exit code 0 where they show what was broken, else 4',
        fault:
          "REQUIREMENT=FAULT, repeatable, such as client-push/smb=refuse; faults: refuse, silent, wrong-service, http-500, expired-certificate, wrong-name, gateway-refusal, close; or none. A server that several methods share (a management point's HTTP) is broken for all of them",
        product: "Product of the lab's site (default: cm2007)",
        communication: `How its clients talk to site systems: ${COMMUNICATION}`,
        location: 'The network that its clients are on (default: intranet)',
        source:
          'Methods that install from /source, and so not from the management point (default: group-policy)',
        'site-file':
          "Where the lab's site file is written, its CA file beside it; neither may exist (default: a temporary folder)",
        timeout: 'With --check: how long one attempt may take (default: 3s)',
        color: COLOR,
      },
      examples: {
        '$0 lab --check': 'See both reports, and whether the tool works here',
        '$0 lab': 'Keep a whole lab running, and try commands on it in another terminal',
        '$0 lab --fault client-push/rpc-endpoint-mapper=silent --fault manual/share-smb=refuse':
          'Break two flows',
        '$0 lab --check --communication native --fault client-push/mp-https=expired-certificate':
          'See what an expired certificate of a management point looks like',
        '$0 lab --check --location internet': 'See a client on the internet, and its gateway',
        '$0 lab --product current-branch --site-file lab.yaml':
          'Another product, a file to look at',
      },
    },
  } satisfies Readonly<Record<string, CommandHelp>>,
};
