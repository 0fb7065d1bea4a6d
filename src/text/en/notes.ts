import type { Product } from '../../catalogue/vocabulary.ts';
import type { NotImported } from '../../site/boundary-import.ts';
import type { Stopped } from '../progress.ts';
import { clients } from './numbers.ts';
import { ROLES } from './words.ts';

export const NOTES = {
  /** @param instead what is printed to standard output because the file can't be written */
  cantWrite: (name: string, why: string, instead: 'report' | 'rest' | null) =>
    `can't write "${name}": ${why}${instead === null ? '' : INSTEAD[instead]}`,
  /** After Ctrl-C. @param command goes on with the run, null where nothing of it is saved */
  stopped: ({ judged, underWay, left }: Stopped, command: string | null) =>
    `stopped: ${clients(judged)} judged, ${underWay} under way${left === null ? '' : `, ${left} left`}; ${
      command === null
        ? 'a run with -o ndjson=FILE can be gone on with'
        : `this goes on with the run: ${command}`
    }`,
  /** Ends a run whose results go to files alone. @param what what the run found, null where that is not counted */
  wrote: (files: readonly string[], what: string | null) =>
    `${what === null ? '' : `${what}; `}written: ${files.map((file) => `"${file}"`).join(', ')}`,
  cantWriteStdout: (why: string) => `can't write standard output: ${why}`,
  /** @param only the product that the flag is for */
  unusedFlag: (flag: string, only: Product, product: Product) =>
    `${flag} is for product ${only}, and this site is ${product}: nothing comes of it`,
  cantLoad: (why: string) => `this tool can't be loaded: ${why}`,
  /** @param why the system's message */
  tooFewFiles: (why: string) =>
    `${why}, and this tool needs more: 128 at least, 1,024 for many clients (on Linux and macOS: ulimit -n 1024)`,
  ownFault: (detail: string) => `a fault of this tool: ${detail}`,
  /** @param command what to run next */
  siteWritten: (name: string, command: string) => `Wrote ${name}. Fill it in, then: ${command}`,
  /** @param why `absent`: the file does not exist */
  newRun: (name: string, why: 'absent' | 'empty') =>
    `${name} ${why === 'absent' ? 'is not there' : 'holds nothing'}: a new run begins`,
  /** What a stopped run left in its file. */
  goesOn: (
    name: string,
    {
      clients: done,
      interrupted,
      tornBytes,
    }: { readonly clients: number; readonly interrupted: number; readonly tornBytes: number },
  ) => {
    const parts = [
      `${clients(done)} done before`,
      ...(interrupted === 0 ? [] : [`${interrupted} interrupted, checked again`]),
      ...(tornBytes === 0 ? [] : [`${tornBytes} bytes of a torn line left out`]),
    ];
    return `${name}: ${parts.join(', ')}`;
  },
  /** What an import of boundary groups leaves out. */
  boundaryGroups: {
    left: (left: NotImported) => {
      switch (left.what) {
        case 'boundary': {
          const groups = left.groups.length === 0 ? 'no boundary group' : left.groups.join(', ');
          return `boundary "${left.value}" (${groups}) is left out: ${BOUNDARY_KINDS[left.kind]}`;
        }
        case 'server':
          return `server ${left.host} (${left.groups.join(', ')}) is left out: no role has it, so name it with --mp, --dp or --sup`;
        case 'neighbour':
          return `neighbour "${left.neighbour}" of "${left.group}" is left out: clients never turn to its ${left.roles.map((role) => LOCATED[role]).join(' and ')}, and no site file can say that of one role`;
        case 'group':
          return `boundary group "${left.name}" is left out: its name is none, or another group has it`;
      }
    },
    more: (count: number) => `and ${count} more that are left out`,
  },
  lab: {
    computers: {
      client: ROLES.client,
      'management-point': ROLES['management-point'],
      'distribution-point': ROLES['distribution-point'],
      'software-update-point': ROLES['software-update-point'],
      'server-locator-point': ROLES['server-locator-point'],
      'fallback-status-point': ROLES['fallback-status-point'],
      'source-server': 'server of /source',
      'setup-share': 'server of the share with CCMSetup.exe',
      'package-share': 'server of the Group Policy package',
      'cloud-management-gateway': ROLES['cloud-management-gateway'],
      'revocation-list': ROLES['revocation-list'],
      'domain-controller': ROLES['domain-controller'],
    },
    title: 'The lab runs on loopback',
    broken: (fault: string) => `broken: ${fault}`,
    brokenOnPurpose: 'Broken on purpose: ',
    siteFile: (file: string) => `Site file: ${file}`,
    ca: (file: string) => `CA of its certificates: ${file}`,
    toTry: 'To try in another terminal, as on the site server and as on the client:',
    toStop: 'Ctrl-C stops the lab and removes both files.',
    /** The first lines of its site file. */
    fileHead: [
      'Written by "ccm-preflight lab", which removes it when it ends. Its servers are simulators on this',
      "machine's loopback addresses.",
    ],
    intro: (broken: readonly string[]) =>
      `The embedded lab plays a client and the servers of its site on this machine's loopback addresses. ${
        broken.length === 0 ? 'Nothing is broken.' : `Broken on purpose: ${broken.join(', ')}.`
      }`,
    onSiteServer: '1. On the site server',
    onClient: '2. On the client',
    promises: 'the reports above are not what the lab promises:',
    /** @param found null if it was not checked */
    difference: (id: string, expected: string, found: string | null) =>
      `${id}: expected ${expected}, found ${found ?? 'not looked at'}`,
    allMet: (open: number) =>
      `Both reports are right: all ${open} requirements that were proven are met.`,
    found: (broken: readonly string[], open: number) =>
      `Both reports are right: ${broken.join(', ')} ${broken.length === 1 ? 'was' : 'were'} found, and the other ${open} requirements that were proven are met.`,
    dependsOnMapper:
      'client-push/rpc-dynamic stays unproven, as it must: its ports are known from the endpoint mapper alone.',
    notPinged: (id: string, codes: string) =>
      `${id} could not be proven: this machine can't ping${codes}.`,
    lookYourself: 'To look at the lab yourself: ccm-preflight lab.',
    noPorts: (first: number, last: number) =>
      `no block of free ports between ${first} and ${last} is left for the lab`,
    nameElsewhere: (name: string, addresses: readonly string[]) =>
      `the lab's client is reached by the name ${name}, which does not lead to ${addresses.join(' or ')} on this machine: look at its hosts file`,
    /** @param command adds them on macOS */
    addressesMissing: (addresses: readonly string[], command: string) =>
      [
        `the lab gives each server a loopback address of its own, and this machine lacks ${addresses.join(', ')}`,
        'macOS has 127.0.0.1 alone; until the next restart, this adds the others:',
        `  ${command}`,
      ].join('\n'),
  },
};

const LOCATED: Record<Extract<NotImported, { what: 'neighbour' }>['roles'][number], string> = {
  distributionPoints: 'distribution points',
  softwareUpdatePoints: 'software update points',
};

const BOUNDARY_KINDS: Record<Extract<NotImported, { what: 'boundary' }>['kind'], string> = {
  'ip-subnet': 'an IP subnet keeps no mask',
  'active-directory-site': 'an Active Directory site holds no addresses',
  vpn: 'a VPN holds no addresses',
  unreadable: 'it is no range and no prefix with a length',
};

const INSTEAD = {
  report: '; the report goes to stdout',
  rest: '; what follows goes to stdout',
} as const;
