import { type FlowName, flowNameOf } from '../../catalogue/flow.ts';
import { commentLine, quoted } from './powershell-quote.ts';
import type { Remark, Rule, RuleEnd, RuleSet } from './rules.ts';
import { type WindowsRule, admittedBy } from './windows-rules.ts';

/** A comment names this many blocks or names of the clients that a rule is for. */
const MAX_TOLD = 20;

/**
 * A script for the clients' own Windows Firewall. It is in English and in ASCII whatever the language
 * of the user: Windows PowerShell 5.1 reads a file without a mark in the machine's code page.
 */
export function rulesScript(rules: RuleSet): string {
  const numbered = rules.rules.map((rule, index) => ({ rule, number: index + 1 }));
  const toClients = numbered.filter(({ rule }) => isToClients(rule));
  const isMapperDropped = toClients.some(
    ({ rule }) => isDropped(rule) && namesFlow(rule, 'rpc-endpoint-mapper'),
  );
  // Behind an endpoint mapper that is closed, what closes that one decides.
  const isOnClients = (rule: Rule): boolean =>
    isDropped(rule) || (isMapperDropped && namesFlow(rule, 'rpc-dynamic'));
  const onClients = toClients.filter(({ rule }) => isOnClients(rule));
  const refused = toClients.filter(({ rule }) => !isOnClients(rule));
  const others = numbered.filter(({ rule }) => !isToClients(rule));
  const untabled = others.filter(({ rule }) => rule.to.roles.includes('client'));
  const rest = others.filter(({ rule }) => !rule.to.roles.includes('client'));
  const untold = rules.untold.filter(
    ({ id, server }) => server === null && admittedBy(flowNameOf(id)) !== null,
  );
  const isAll = refused.length === 0 && untold.length === 0 && untabled.length === 0;
  const parts = [
    header(rules, onClients.length, isAll),
    ...(onClients.length === 0
      ? []
      : [
          preamble(
            rules,
            onClients.map(({ rule }) => rule),
          ),
        ]),
    ...onClients.map(({ rule, number }) => clientRule(rule, number)),
    ...(untold.length === 0 ? [] : [couldNotBeTold(untold)]),
    ...(refused.length === 0 ? [] : [leftOut(REFUSED, refused)]),
    ...(untabled.length === 0 ? [] : [leftOut(UNTABLED, untabled)]),
    ...(rest.length === 0 ? [] : [leftOut(ELSEWHERE, rest)]),
  ];
  // Windows' own line ends, which every PowerShell reads.
  return `${parts.join('\n\n')}\n`.replaceAll('\n', '\r\n');
}

function isToClients({ to, requirements }: Rule): boolean {
  return (
    to.roles.includes('client') && requirements.some((id) => admittedBy(flowNameOf(id)) !== null)
  );
}

/** Windows Firewall drops: what was refused, or was said to be unreachable, met with something else. */
function isDropped({ seen }: Rule): boolean {
  return seen.length === 0 || seen.some(([outcome]) => outcome === 'filtered');
}

function namesFlow({ requirements }: Rule, name: FlowName): boolean {
  return requirements.some((id) => flowNameOf(id) === name);
}

function header({ site, basis, rules }: RuleSet, count: number, isAll: boolean): string {
  const { product, siteCode } = site;
  return [
    commentLine(
      `Windows Firewall rules for client push installation: ${product}${siteCode === null ? '' : `, site ${siteCode}`}.`,
    ),
    commentLine(
      `Made by ccm-preflight from ${basis === 'seen' ? 'what was seen to be blocked' : 'a plan; nothing was looked at'}: ${rules.length} in all, ${count} for clients.`,
    ),
    '#',
    ...(count === 0
      ? [
          `# There is nothing to open in the clients' own firewall${isAll ? '' : ' that this run can tell of'}.`,
        ]
      : [
          '# Run it as an administrator on the clients that the rules name (Windows 8.1, Windows Server',
          '# 2012 R2 or later). It allows inbound connections from the site server alone. It changes no',
          '# rule but those named ccm-preflight-*, and when it is run again it replaces them.',
          '# The rules stand in the predefined groups of Windows Firewall, which are named by their',
          '# resources because their names differ by language. Where Group Policy forbids local rules,',
          '# make the same rules there. -WhatIf shows what it would do.',
          '# To undo it: Remove-NetFirewallRule -Name ccm-preflight-*',
        ]),
  ].join('\n');
}

/** The addresses that were sent from are what these rules admit; else what the name leads to. */
function preamble({ site: { siteServer } }: RuleSet, rules: readonly Rule[]): string {
  const sources = [...new Set(rules.flatMap(({ from }) => from.addresses))];
  const known = sources.length > 0 ? sources : siteServer === undefined ? [] : [siteServer];
  const parameter =
    known.length === 0
      ? ['    [Parameter(Mandatory = $true)]', '    [string[]] $SiteServer,']
      : [`    [string[]] $SiteServer = @(${known.map(quoted).join(', ')}),`];
  return `#Requires -Version 4.0
#Requires -Modules NetSecurity
#Requires -RunAsAdministrator

[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # Names or addresses of the site servers that push the client.
    [ValidateNotNullOrEmpty()]
${parameter.join('\n')}
    [ValidateSet('Domain', 'Private', 'Public')]
    [string[]] $NetworkProfile = @('Domain', 'Private')
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# A firewall rule holds addresses, not names.
$addresses = @($SiteServer |
    ForEach-Object { [System.Net.Dns]::GetHostAddresses($_) } |
    Where-Object { -not $_.IsIPv6LinkLocal })
$remote = @($addresses | ForEach-Object { $_.ToString() } | Sort-Object -Unique)
$remoteV4 = @($remote | Where-Object { $_ -notlike '*:*' })
$remoteV6 = @($remote | Where-Object { $_ -like '*:*' })
if ($remote.Count -eq 0) { throw 'The site server has no address.' }

function Set-InboundRule {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param([hashtable] $Rule)
    # Without an address of this family there is nobody to admit; an empty list would admit everybody.
    if (@($Rule.RemoteAddress).Count -eq 0) { return }
    if (-not $PSCmdlet.ShouldProcess($Rule.Name, 'Allow inbound')) { return }
    # By name and only where it is there: without a name every rule of this computer would go.
    if (Get-NetFirewallRule -Name $Rule.Name -ErrorAction SilentlyContinue) {
        Remove-NetFirewallRule -Name $Rule.Name
    }
    New-NetFirewallRule @Rule -Direction Inbound -Action Allow -Enabled True -Profile $NetworkProfile |
        Out-Null
}`;
}

function clientRule(rule: Rule, number: number): string {
  const windows = [...new Set(rule.requirements.map(flowNameOf))].flatMap((name) =>
    (admittedBy(name) ?? []).map((each) => windowsRule(each, rule)),
  );
  const unseen = rule.seen.find(([outcome]) => outcome === 'inconclusive');
  return [
    commentLine(
      `Rule ${number}: ${passageText(rule)}, ${rule.necessity}: ${rule.requirements.join(' ')}`,
    ),
    commentLine(`Clients: ${clientsText(rule.to)}`),
    ...(unseen === undefined
      ? []
      : [
          `# Could not be looked at on ${countedClients(unseen[1])}, because the endpoint mapper is closed there.`,
        ]),
    ...windows,
  ].join('\n');
}

function windowsRule(windows: WindowsRule, { ports }: Rule): string {
  const port = localPortOf(windows, ports);
  const members: readonly (readonly [string, string])[] = [
    ['Name', quoted(`ccm-preflight-${windows.name}`)],
    ['DisplayName', quoted(windows.displayName)],
    ['Group', `${quoted(windows.group.resource)} # ${windows.group.english}`],
    ['Protocol', quoted(windows.protocol)],
    ...(port === null ? [] : [['LocalPort', port] as const]),
    ...(windows.icmpType === undefined ? [] : [['IcmpType', quoted(windows.icmpType)] as const]),
    ...(windows.program === undefined ? [] : [['Program', quoted(windows.program)] as const]),
    ...(windows.service === undefined ? [] : [['Service', quoted(windows.service)] as const]),
    ['RemoteAddress', REMOTE[windows.protocol]],
  ];
  const lines = members.map(([name, value]) => `    ${name.padEnd(13)} = ${value}`);
  return `Set-InboundRule @{\n${lines.join('\n')}\n}`;
}

/** A rule for ICMP knows one family. */
const REMOTE = {
  TCP: '$remote',
  ICMPv4: '$remoteV4',
  ICMPv6: '$remoteV6',
} as const satisfies Record<WindowsRule['protocol'], string>;

const ENDPOINT_MAPPER_PORT = 135;

/** The endpoint mapper by its keyword, unless the site has it elsewhere. */
function localPortOf({ localPort }: WindowsRule, ports: Rule['ports']): string | null {
  const said = ports.map((port) => quoted(String(port))).join(', ');
  switch (localPort) {
    case null:
      return null;
    case 'site':
      return said;
    case 'RPCEPMap':
      return ports.every((port) => port === ENDPOINT_MAPPER_PORT) ? quoted(localPort) : said;
    case 'RPC':
      return quoted(localPort);
  }
}

/** Rules that this script can't make, listed for the owners of the other firewalls. */
const ELSEWHERE = ['# Not in this script: these are for the servers and the firewalls in between.'];

/** In place of rules for a user's own rows. */
const UNTABLED = [
  '# Not in this script: which program serves these on the clients, and what admits it there, is known',
  '# to whoever wrote the rows.',
];

const REFUSED = [
  '# Not in this script, for Windows Firewall drops, and these were refused or said to be',
  '# unreachable, or lie behind one that was: look at the service on the client, then at the',
  '# firewalls in between.',
];

function leftOut(
  why: readonly string[],
  rules: readonly { readonly rule: Rule; readonly number: number }[],
): string {
  return [
    ...why,
    ...rules.map(({ rule, number }) =>
      commentLine(
        `  Rule ${number}: ${passageText(rule)}, ${endText(rule.from)} to ${endText(rule.to)}, ${rule.necessity}: ${rule.requirements.join(' ')}`,
      ),
    ),
  ].join('\n');
}

function couldNotBeTold(untold: readonly Remark[]): string {
  return [
    '# Not in this script, because it could not be told whether it is blocked. Check again when the',
    '# rest is open; "ccm-preflight plan --method client-push -o firewall-powershell" makes all rules.',
    ...untold.map(({ id, names, clients }) =>
      commentLine(`  ${id}: ${countedClients(clients)}, ${named(names, clients)}`),
    ),
  ].join('\n');
}

function passageText({ transport, ports }: Rule): string {
  return `${transport.toUpperCase()} ${ports.length === 0 ? 'echo request' : ports.join(' or ')}`;
}

function endText({ roles, names, clients }: RuleEnd): string {
  if (roles.includes('client')) return clients === null ? 'clients' : countedClients(clients);
  return [roles.join('+'), ...names].join(' ');
}

function clientsText({ names, addresses, clients }: RuleEnd): string {
  if (clients === null) return 'all';
  const told = [...addresses, ...names];
  const more = told.length - MAX_TOLD;
  return `${clients}: ${told.slice(0, MAX_TOLD).join(', ')}${more > 0 ? `, ${more} more (-o firewall-csv has them all)` : ''}`;
}

function countedClients(clients: number): string {
  return `${clients} client${clients === 1 ? '' : 's'}`;
}

function named(names: readonly string[], clients: number): string {
  const more = clients - names.length;
  return `${names.join(', ')}${more > 0 ? `, ${more} more` : ''}`;
}
