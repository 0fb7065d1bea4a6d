import { z } from 'zod';
import { FLOW_NAMES } from '../catalogue/flow.ts';
import { COMMUNICATIONS, LOCATIONS, PRODUCTS, type PortRange } from '../catalogue/vocabulary.ts';
import { checkBoundary } from './boundary.ts';
import { checkGroupName } from './group-name.ts';
import { checkGateway } from './gateway.ts';
import { checkDomain, checkNameServer } from './domain.ts';
import { type HostPort, checkHost, checkHostPort, checkPort } from './host.ts';
import { KEY_SEPARATOR, ValueRefusal, refusing } from './refusal.ts';
import { printable } from '../base/printable.ts';
import {
  type OneSource,
  EXPECTED_STATES,
  LOCATOR_POINT_NEEDS,
  MEMBERSHIPS,
  SERVED_PROTOCOLS,
  type ShareOrLocal,
} from './site.ts';
import { isGroup } from './source-document.ts';
import { checkLocalPath, checkUnc } from './unc.ts';
import type { Checked } from './value-problem.ts';

/** Turns a checker into a schema whose issues carry the checker's problem. */
export function checked<T>(check: (text: string) => Checked<T>) {
  return z.string().transform((text, context): T => {
    const result = check(text);
    if ('value' in result) return result.value;
    context.addIssue({
      code: 'custom',
      params: { refusal: new ValueRefusal(result.problem) },
      input: text,
    });
    return z.NEVER;
  });
}

/** A group of keys that refuses unknown ones; the issue's message lists the allowed keys. */
export function group<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? Object.keys(shape).join(KEY_SEPARATOR) : undefined,
  });
}

export const port = z
  .int()
  .refine((number) => number >= 1 && number <= 65_535, refusing({ code: 'port' }));
/** A port or a list of them; always a list afterwards, each port once. */
const ports = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z
    .array(port)
    .refine((list) => list.length > 0, refusing({ code: 'no-ports' }))
    .transform((list): readonly number[] => [...new Set(list)]),
);

export function checkRange(text: string): Checked<PortRange> {
  const [, from, to] = /^(\d+)\s*-\s*(\d+)$/.exec(text.trim()) ?? [];
  const first = checkPort(from ?? '');
  const last = checkPort(to ?? '');
  if ('problem' in first || 'problem' in last || first.value > last.value) {
    return { problem: { code: 'not-a-port-range', text: printable(text) } };
  }
  return { value: { first: first.value, last: last.value } };
}

/**
 * `mp01`, `mp01:8080`, `{ host, … }`, or a list of these; always a list of objects afterwards.
 * @param host what the documentation says of the host
 */
function roleHosts<S extends z.ZodRawShape>(
  host: string,
  shape: S,
  check: (text: string) => Checked<HostPort> = checkHostPort,
) {
  return z.preprocess(
    (value) =>
      (Array.isArray(value) ? value : [value]).map((entry: unknown) =>
        typeof entry === 'string' ? { host: entry } : entry,
      ),
    z.array(group({ host: checked(check).describe(host), ...shape })),
  );
}

const WEB_HOST = 'the server; the port of `host:port` is that of the scheme that clients use';
const PLAIN_HOST = 'the server; the port of `host:port` is its HTTP port';

const httpPort = ports.optional().describe('its HTTP port, where it is not that of the site');
const webPorts = {
  httpPort,
  httpsPort: ports.optional().describe('its HTTPS port, where it is not that of the site'),
};
const plainPorts = { httpPort, httpsPort: ports.optional().describe('not used') };

function checkSource(text: string): Checked<OneSource> {
  const disk = checkLocalPath(text);
  if (disk !== null) return 'value' in disk ? { value: { kind: 'local', path: disk.value } } : disk;
  const share = checkUnc(text);
  return 'value' in share ? { value: { kind: 'share', share: share.value } } : share;
}

/** A drive letter is refused: it may be a mapped drive, which is a share. */
function checkShareOrLocal(text: string): Checked<ShareOrLocal> {
  if (text === 'local') return { value: { kind: 'local' } };
  const drive = /^[a-z]:/i.exec(text);
  if (drive !== null) {
    return {
      problem: { code: 'drive-letter', text: printable(text), drive: drive[0].toUpperCase() },
    };
  }
  const share = checkUnc(text);
  return 'value' in share ? { value: { kind: 'share', share: share.value } } : share;
}

/** One or a list; always a list afterwards. */
export function oneOrMore<T extends z.ZodType>(entry: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(entry));
}

/** zod's record drops this key silently: what a user expects of it would never be checked. */
function refuseHidden(value: unknown, context: z.core.ParsePayload): unknown {
  const hidden = '__proto__';
  if (isGroup(value) && Object.hasOwn(value, hidden)) {
    context.issues.push({
      code: 'unrecognized_keys',
      keys: [hidden],
      message: FLOW_NAMES.join(KEY_SEPARATOR),
      input: value,
    });
  }
  return value;
}

const source = oneOrMore(checked(checkSource));
const shareOrLocal = checked(checkShareOrLocal);

const groupName = checked(checkGroupName);
const servers = oneOrMore(checked(checkHost)).optional();

/**
 * A site as users write it, in a file or by flags, with what the documentation and editors say of each
 * key. Rules that involve several keys (a product's communications, note 2) are checked by
 * `resolveSite`.
 */
export const siteSchema = group({
  product: z.enum(PRODUCTS).optional().describe('the port tables that hold, here or by its flag'),
  siteCode: z
    .string()
    .refine((text) => /^[a-z0-9]{3}$/i.test(text), refusing({ code: 'site-code' }))
    .optional()
    .describe('for reports'),
  siteServer: checked(checkHost)
    .optional()
    .describe(
      'the computer that pushes: named in reports, and admitted by the rules of `-o firewall-powershell`',
    ),
  communication: z
    .enum([...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']])
    .optional()
    .describe(
      'how clients talk to site systems: `mixed` and `native` belong to cm2007, the others to current-branch; reports say where it was assumed',
    ),
  noCrlCheck: z
    .boolean()
    .optional()
    .describe(
      'true where clients are installed with `/NoCRLCheck`, so that no revocation list is needed (current-branch)',
    ),
  ports: group({
    http: ports.optional().describe('HTTP, with alternates'),
    https: ports.optional().describe('HTTPS, with alternates'),
    smb: port.optional().describe('SMB; another one is for labs and forwarded ports'),
    rpcEndpointMapper: port
      .optional()
      .describe('the RPC endpoint mapper; another one is for labs and forwarded ports'),
    clientNotification: port
      .optional()
      .describe('client notification of management points (current-branch)'),
  })
    .optional()
    .describe('Ports of the whole site. A list means: any of them.'),
  activeDirectory: group({
    schemaExtended: z
      .boolean()
      .optional()
      .describe('the schema is extended for Configuration Manager'),
    sitesPublished: z.boolean().optional().describe('all sites are published'),
  })
    .optional()
    .describe(
      'What decides in cm2007 whether clients need a server locator point, with `clients.membership`.',
    ),
  serverLocatorPointNeeded: z
    .preprocess(
      // YAML 1.1 read an unquoted yes as true, so users write true; in YAML 1.2 yes is a string.
      (value) => (value === true ? 'yes' : value === false ? 'no' : value),
      z.enum(LOCATOR_POINT_NEEDS).optional(),
    )
    .describe('outranks what Active Directory and the membership decide (cm2007)'),
  clients: group({
    location: z
      .enum(LOCATIONS)
      .optional()
      .describe(
        'the network that the clients are on: on the `internet` they reach the site through a cloud management gateway alone, and what needs the inner network is not applicable or not needed (current-branch)',
      ),
    membership: z
      .enum(MEMBERSHIPS)
      .optional()
      .describe(
        'where the clients are members; a workgroup has no Group Policy, and in current-branch no client push',
      ),
    rpcDynamicPorts: checked(checkRange)
      .optional()
      .describe(
        'the range that clients hand out dynamic ports from; 1025-5000 before Windows Vista',
      ),
    domain: checked(checkDomain)
      .optional()
      .describe(
        'the full name of the domain that they are members of; where it is named, its DNS, Kerberos, LDAP and global catalog are looked at too (current-branch)',
      ),
    nameServers: oneOrMore(checked(checkNameServer))
      .optional()
      .describe(
        'where they look the names of the domain up: addresses, with a port where it is not 53; only where the computer that looks has others',
      ),
  })
    .optional()
    .describe('The clients to install.'),
  roles: group({
    managementPoints: roleHosts(WEB_HOST, {
      ...webPorts,
      clientNotificationPort: port
        .optional()
        .describe('its port for client notification, where it is not that of the site'),
    })
      .optional()
      .describe('management points'),
    distributionPoints: roleHosts(WEB_HOST, {
      ...webPorts,
      smbPort: port.optional().describe('its SMB port, where it is not that of the site'),
      serves: z
        .preprocess(
          (value) => (typeof value === 'string' ? [value] : value),
          z
            .array(z.enum(SERVED_PROTOCOLS))
            .refine((list) => list.length > 0, refusing({ code: 'serves-nothing' })),
        )
        .optional()
        .describe(
          'what it serves content by; `smb` unless said otherwise in cm2007, `http` in current-branch',
        ),
    })
      .optional()
      .describe('distribution points'),
    serverLocatorPoints: roleHosts(PLAIN_HOST, plainPorts)
      .optional()
      .describe('server locator points (cm2007); they speak plain HTTP'),
    fallbackStatusPoints: roleHosts(PLAIN_HOST, plainPorts)
      .optional()
      .describe('fallback status points; they speak plain HTTP'),
    softwareUpdatePoints: roleHosts(PLAIN_HOST, {
      httpPort: port.optional().describe('where it is not said: 80 or 8530, either will do'),
      httpsPort: port
        .optional()
        .describe('follows from `httpPort`: 443 with 80, else one higher; another one is refused'),
      ssl: z
        .boolean()
        .optional()
        .describe(
          'clients have to use TLS with it; in current-branch this alone says so, whatever the communication',
        ),
    })
      .optional()
      .describe('software update points'),
    cloudManagementGateways: roleHosts(
      'the gateway: its host, `host:port`, or its whole address as command lines have it, `https://cmg.contoso.com/CCM_Proxy_MutualAuth/72057594037927941`',
      { httpsPort: ports.optional().describe('its HTTPS port, where it is not 443') },
      checkGateway,
    )
      .optional()
      .describe(
        'cloud management gateways (current-branch), needed where `clients.location` is `internet`',
      ),
  })
    .optional()
    .describe('The servers that these clients would use; of several, any one is enough.'),
  boundaryGroups: z
    .array(
      group({
        name: groupName.describe('its name in the console, once in a site'),
        boundaries: oneOrMore(checked(checkBoundary))
          .optional()
          .describe('the addresses of its clients'),
        managementPoints: servers.describe(
          'hosts of `roles.managementPoints` that its clients prefer; the others stand in',
        ),
        distributionPoints: servers.describe(
          'hosts of `roles.distributionPoints` that its clients take content from',
        ),
        softwareUpdatePoints: servers.describe(
          'hosts of `roles.softwareUpdatePoints` that its clients use',
        ),
        neighbours: oneOrMore(groupName)
          .optional()
          .describe('names of groups whose servers stand in where none of its own does'),
        siteDefault: z
          .boolean()
          .optional()
          .describe(
            "true for the site's default group: a neighbour of all, and that of clients in no group",
          ),
      }),
    )
    .optional()
    .describe(
      'Network locations, and the servers that clients there are led to (current-branch). [More on them](boundary-groups.md)',
    ),
  install: group({
    source: source.optional().describe('`/source` of CCMSetup, for every method that takes it'),
    manual: group({
      runFrom: shareOrLocal
        .optional()
        .describe(
          'where CCMSetup.exe is run from; `local` is a disk of the computer itself, which no drive letter says: it may be a mapped one',
        ),
      source: source.optional().describe('where it differs for the manual installation'),
    }).optional(),
    groupPolicy: group({
      package: shareOrLocal
        .optional()
        .describe(
          'the share of the assigned package; `local` where it does not cross this network',
        ),
      source: source.optional().describe('where it differs for Group Policy'),
    }).optional(),
    softwareUpdatePoint: group({
      source: source.optional().describe('where it differs for the software update point'),
    }).optional(),
  })
    .optional()
    .describe('How the methods install.'),
  // Which names are valid depends on the plan, so they are checked there.
  expect: z
    .preprocess(refuseHidden, z.record(z.string(), z.enum(EXPECTED_STATES)).optional())
    .describe(
      'flows that are to be closed, by name (`smb`) or by requirement (`client-push/smb`): an open one is [a finding](segmentation.md)',
    ),
  catalogue: oneOrMore(z.string().refine((name) => name !== '', refusing({ code: 'empty-text' })))
    .optional()
    .describe(
      'files with [flows of your own](own-rows.md), beside the site file; by the flag, in the working folder',
    ),
});

/** A site file's content after the schema, before defaults. */
export type SiteInput = z.output<typeof siteSchema>;
