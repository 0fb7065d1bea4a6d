import type { Method } from '../catalogue/vocabulary.ts';
import type {
  ClockFacts,
  InstalledClientFacts,
  ServiceFacts,
  ServiceStatus,
  WinHttpProxyFacts,
} from '../self/facts.ts';
import { isOff } from './clock.ts';

// What facts about a computer mean for methods. They stand beside the verdicts and change none,
// because no run can prove that they also hold where an installation runs: in another account, at
// another time.

const INSTALLATIONS = [
  'client-push',
  'software-update-point',
  'group-policy',
  'manual',
] as const satisfies readonly Method[];
const EVERY_METHOD = [
  ...INSTALLATIONS,
  'software-distribution',
] as const satisfies readonly Method[];

/**
 * The methods that each effect is told for. Sources, all of Microsoft:
 *
 * - proxies: KB 900935 (the update agent works with WinHTTP), CCMSetup's own log (it downloads "by
 *   WinHTTP"). Which proxy CCMSetup takes is not documented, on purpose (memdocs issue 728).
 * - services: "Windows client prerequisites" and "Client health checks" (BITS, WMI), "About client
 *   installation parameters" (`/BITSPriority`), "BITS Startup Type".
 * - an installed client: "About client installation parameters" (`/logon`, `/forceinstall`, exit code
 *   8), "Client installation methods", "Deploy clients to Windows", KB 925282 (what a push repairs).
 */
export const EFFECT_METHODS = {
  'proxy-web': EVERY_METHOD,
  'proxy-updates': ['software-update-point'],
  'bits-setup': INSTALLATIONS,
  'bits-packages': ['software-distribution'],
  'wmi-push': ['client-push'],
  'wmi-client': EVERY_METHOD,
  'clock-off': EVERY_METHOD,
  'installed-push': ['client-push'],
  'installed-updates': ['software-update-point'],
  'installed-policy': ['group-policy'],
  'installed-manual': ['manual'],
  'installed-packages': ['software-distribution'],
  'none-installed': ['software-distribution'],
  'agent-idle': ['software-distribution'],
  'setup-running': EVERY_METHOD,
} as const satisfies Readonly<Record<string, readonly Method[]>>;
export type SelfEffect = keyof typeof EFFECT_METHODS;

export function effectsOfProxy({ kind }: WinHttpProxyFacts): readonly SelfEffect[] {
  return kind === 'proxy' ? ['proxy-web', 'proxy-updates'] : [];
}

export function effectsOfService({ name, status }: ServiceFacts): readonly SelfEffect[] {
  switch (name) {
    case 'BITS':
      return canStart(status) ? [] : ['bits-setup', 'bits-packages'];
    case 'Winmgmt':
      return canStart(status) ? [] : ['wmi-push', 'wmi-client'];
    case 'CcmExec':
      return status.kind === 'told' && status.state !== 'running' ? ['agent-idle'] : [];
    case 'ccmsetup':
      return status.kind === 'told' && status.state !== 'stopped' ? ['setup-running'] : [];
  }
}

export function effectsOfClient({ kind }: InstalledClientFacts): readonly SelfEffect[] {
  switch (kind) {
    case 'installed':
      return [
        'installed-push',
        'installed-updates',
        'installed-policy',
        'installed-manual',
        'installed-packages',
      ];
    case 'none':
      return ['none-installed'];
    case 'unknown':
      return [];
  }
}

export function effectsOfClock(clock: ClockFacts): readonly SelfEffect[] {
  return isOff(clock) ? ['clock-off'] : [];
}

/** Both services start on demand: BITS is usually stopped. */
function canStart(status: ServiceStatus): boolean {
  switch (status.kind) {
    case 'absent':
      return false;
    case 'unknown':
      return true;
    case 'told':
      return (
        status.state === 'running' ||
        status.start.kind === 'unknown' ||
        status.start.type !== 'disabled'
      );
  }
}
