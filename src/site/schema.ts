import { z } from 'zod';
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

/** `mp01`, `mp01:8080`, `{ host, … }`, or a list of these; always a list of objects afterwards. */
function roleHosts<S extends z.ZodRawShape>(
  shape: S,
  check: (text: string) => Checked<HostPort> = checkHostPort,
) {
  return z.preprocess(
    (value) =>
      (Array.isArray(value) ? value : [value]).map((entry: unknown) =>
        typeof entry === 'string' ? { host: entry } : entry,
      ),
    z.array(group({ host: checked(check), ...shape })),
  );
}

const webPorts = { httpPort: ports.optional(), httpsPort: ports.optional() };

function checkSource(text: string): Checked<OneSource> {
  const disk = checkLocalPath(text);
  if (disk !== null) return 'value' in disk ? { value: { kind: 'local', path: disk.value } } : disk;
  const share = checkUnc(text);
  return 'value' in share ? { value: { kind: 'share', share: share.value } } : share;
}

/** What has a drive letter may be a mapped drive, and so a share. */
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

const source = oneOrMore(checked(checkSource));
const shareOrLocal = checked(checkShareOrLocal);

const groupName = checked(checkGroupName);
const servers = oneOrMore(checked(checkHost)).optional();

/**
 * A site as users write it, in a file or by flags. Rules that involve several keys (a product's
 * communications, note 2) are checked by `resolveSite`.
 */
export const siteSchema = group({
  product: z.enum(PRODUCTS).optional(),
  siteCode: z
    .string()
    .refine((text) => /^[a-z0-9]{3}$/i.test(text), refusing({ code: 'site-code' }))
    .optional(),
  siteServer: checked(checkHost).optional(),
  communication: z.enum([...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']]).optional(),
  noCrlCheck: z.boolean().optional(),
  ports: group({
    http: ports.optional(),
    https: ports.optional(),
    smb: port.optional(),
    rpcEndpointMapper: port.optional(),
    clientNotification: port.optional(),
  }).optional(),
  activeDirectory: group({
    schemaExtended: z.boolean().optional(),
    sitesPublished: z.boolean().optional(),
  }).optional(),
  serverLocatorPointNeeded: z.preprocess(
    // YAML 1.1 read an unquoted yes as true, so users write true; in YAML 1.2 yes is a string.
    (value) => (value === true ? 'yes' : value === false ? 'no' : value),
    z.enum(LOCATOR_POINT_NEEDS).optional(),
  ),
  clients: group({
    location: z.enum(LOCATIONS).optional(),
    membership: z.enum(MEMBERSHIPS).optional(),
    rpcDynamicPorts: checked(checkRange).optional(),
    domain: checked(checkDomain).optional(),
    nameServers: oneOrMore(checked(checkNameServer)).optional(),
  }).optional(),
  roles: group({
    managementPoints: roleHosts({
      ...webPorts,
      clientNotificationPort: port.optional(),
    }).optional(),
    distributionPoints: roleHosts({
      ...webPorts,
      smbPort: port.optional(),
      serves: z
        .preprocess(
          (value) => (typeof value === 'string' ? [value] : value),
          z
            .array(z.enum(SERVED_PROTOCOLS))
            .refine((list) => list.length > 0, refusing({ code: 'serves-nothing' })),
        )
        .optional(),
    }).optional(),
    serverLocatorPoints: roleHosts(webPorts).optional(),
    fallbackStatusPoints: roleHosts(webPorts).optional(),
    softwareUpdatePoints: roleHosts({
      httpPort: port.optional(),
      httpsPort: port.optional(),
      ssl: z.boolean().optional(),
    }).optional(),
    cloudManagementGateways: roleHosts({ httpsPort: ports.optional() }, checkGateway).optional(),
  }).optional(),
  boundaryGroups: z
    .array(
      group({
        name: groupName,
        boundaries: oneOrMore(checked(checkBoundary)).optional(),
        managementPoints: servers,
        distributionPoints: servers,
        softwareUpdatePoints: servers,
        neighbours: oneOrMore(groupName).optional(),
        siteDefault: z.boolean().optional(),
      }),
    )
    .optional(),
  install: group({
    source: source.optional(),
    manual: group({
      runFrom: shareOrLocal.optional(),
      source: source.optional(),
    }).optional(),
    groupPolicy: group({ package: shareOrLocal.optional(), source: source.optional() }).optional(),
    softwareUpdatePoint: group({ source: source.optional() }).optional(),
  }).optional(),
  // Which names there are hangs on the plan, which knows more than this.
  expect: z.record(z.string(), z.enum(EXPECTED_STATES)).optional(),
  catalogue: oneOrMore(
    z.string().refine((name) => name !== '', refusing({ code: 'empty-text' })),
  ).optional(),
});

/** A site file's content after the schema, before defaults. */
export type SiteInput = z.output<typeof siteSchema>;
