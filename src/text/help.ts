/** The words of one command's help; examples by their command lines. */
export interface CommandHelp<
  Option extends string = string,
  Example extends string = string,
  Positional extends string = string,
> {
  readonly describe: string;
  readonly positionals: Readonly<Record<Positional, string>>;
  readonly options: Readonly<Record<Option, string>>;
  readonly examples: Readonly<Record<Example, string>>;
  /** What is said where an option is missing that has to be there. */
  readonly demanded?: Readonly<Record<string, string>>;
}

/** What yargs says of its own. */
export type YargsWord =
  | 'Commands:'
  | 'Options:'
  | 'Examples:'
  | 'boolean'
  | 'count'
  | 'string'
  | 'number'
  | 'array'
  | 'required'
  | 'default'
  | 'default:'
  | 'choices:'
  | 'aliases:'
  | 'generated-value'
  | 'Not enough non-option arguments: got %s, need at least %s'
  | 'Too many non-option arguments: got %s, maximum of %s'
  | 'Missing argument value: %s'
  | 'Missing required argument: %s'
  | 'Unknown argument: %s'
  | 'Unknown command: %s'
  | 'Invalid values:'
  | 'Argument: %s, Given: %s, Choices: %s'
  | 'Argument check failed: %s'
  | 'Implications failed:'
  | 'Not enough arguments following: %s'
  | 'Invalid JSON config file: %s'
  | 'Path to JSON config file'
  | 'Show help'
  | 'Show version number'
  | 'Did you mean %s?'
  | 'Arguments %s and %s are mutually exclusive'
  | 'Positionals:'
  | 'command'
  | 'deprecated'
  | 'deprecated: %s';

/** Headings that options stand under. */
export const OPTION_GROUPS = ['run', 'site'] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

type LabExample =
  | '$0 lab --check'
  | '$0 lab'
  | '$0 lab --fault client-push/rpc-endpoint-mapper=silent --fault manual/share-smb=refuse'
  | '$0 lab --check --communication native --fault client-push/mp-https=expired-certificate'
  | '$0 lab --product current-branch --site-file lab.yaml';

/** Everything that --help says. */
export interface HelpTexts {
  /** In the language itself, by which each language is found. */
  readonly lang: string;
  readonly about: string;
  /** @param commands their names */
  readonly nameCommand: (commands: readonly string[]) => string;
  readonly formats: string;
  readonly groups: Record<OptionGroup, string>;
  /** Those that yargs' own words are replaced by. */
  readonly yargs: Readonly<Partial<Record<YargsWord, string>>>;
  readonly site: Readonly<Record<SiteOption, string>>;
  readonly commands: {
    readonly check: CommandHelp<
      CheckOption,
      | '$0 check --client pc001.contoso.com --site site.yaml'
      | '$0 check --site site.yaml'
      | '$0 check --clients pilot.txt --mp mp01 -o table -o json=report.json',
      never
    >;
    readonly plan: CommandHelp<
      'from' | 'method' | 'client' | 'output' | 'color',
      '$0 plan --mp mp01.contoso.com' | '$0 plan --site site.yaml --method client-push -o markdown',
      never
    >;
    readonly explain: CommandHelp<
      'product' | 'color',
      '$0 explain client-push' | '$0 explain client-push/smb' | '$0 explain 445',
      'what'
    >;
    readonly merge: CommandHelp<
      'output' | 'domain' | 'site-server' | 'missing' | 'strict' | 'quiet' | 'color',
      | '$0 merge shard-1.ndjson shard-2.ndjson -o table -o ndjson=site.ndjson'
      | '$0 merge site-server.ndjson clients/ --strict'
      | '$0 merge report.ndjson',
      'reports'
    >;
    readonly diff: CommandHelp<
      'output' | 'quiet' | 'color',
      | '$0 diff monday.ndjson tuesday.ndjson'
      | '$0 diff before.json after.json -o markdown=changes.md',
      'old' | 'new'
    >;
    readonly diagnose: CommandHelp<
      'computer' | 'since' | 'output' | 'quiet' | 'color',
      | '$0 diagnose ccm.log ccm.lo_'
      | '$0 diagnose ccmsetup.log'
      | '$0 diagnose ccm.log --since 1d -o json=diagnosis.json',
      'logs'
    >;
    readonly discover: CommandHelp<
      | 'site-code'
      | 'domain'
      | 'mp'
      | 'http-port'
      | 'https-port'
      | 'dns'
      | 'timeout'
      | 'force'
      | 'output'
      | 'color',
      | '$0 discover --site-code S01'
      | '$0 discover site.yaml --mp mp01.contoso.com'
      | '$0 discover --site-code S01 --domain contoso.com --dns 10.0.0.53 -o table',
      'file'
    >;
    readonly init: CommandHelp<
      'force' | 'discover' | 'domain' | 'dns' | 'timeout',
      | '$0 init site.yaml --mp mp01.contoso.com --site-code S01'
      | '$0 init site.yaml --discover --site-code S01'
      | '$0 init --product current-branch',
      'file'
    >;
    readonly listen: CommandHelp<
      'role' | 'address' | 'name',
      | '$0 listen --role management-point --product current-branch'
      | '$0 listen --role software-update-point --role distribution-point --site site.yaml',
      never
    > & {
      readonly demanded: { readonly role: string };
    };
    readonly completion: CommandHelp<
      never,
      | 'source <($0 completion bash)'
      | '$0 completion zsh > "${fpath[1]}/_ccm-preflight"'
      | '$0 completion powershell | Out-String | Invoke-Expression',
      'shell'
    >;
    readonly lab: CommandHelp<
      | 'check'
      | 'fault'
      | 'product'
      | 'communication'
      | 'source'
      | 'site-file'
      | 'timeout'
      | 'color',
      LabExample,
      never
    >;
  };
}

export type CommandName = keyof HelpTexts['commands'];

type CheckOption =
  | 'from'
  | 'client'
  | 'clients'
  | 'column'
  | 'skip-invalid'
  | 'shard'
  | 'client-name'
  | 'method'
  | 'timeout'
  | 'retries'
  | 'concurrency'
  | 'rate'
  | 'icmp'
  | 'ca'
  | 'client-cert'
  | 'client-key'
  | 'output'
  | 'resume'
  | 'strict'
  | 'wait'
  | 'quiet'
  | 'color';

/** Flags that say what a site file can say. */
export type SiteFlagName =
  | 'product'
  | 'communication'
  | 'site-code'
  | 'site-server'
  | 'mp'
  | 'dp'
  | 'slp'
  | 'fsp'
  | 'sup'
  | 'source'
  | 'manual-source'
  | 'gpo-source'
  | 'sup-source'
  | 'run-from'
  | 'gpo-package'
  | 'http-port'
  | 'https-port'
  | 'smb-port'
  | 'rpc-port'
  | 'notification-port'
  | 'schema-extended'
  | 'sites-published'
  | 'slp-needed'
  | 'membership'
  | 'rpc-dynamic-ports';

type SiteOption = 'site' | 'set' | SiteFlagName | 'dp-serves' | 'sup-ssl';
