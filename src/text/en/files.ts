const KINDS = {
  folder: 'a folder',
  pipe: 'a pipe',
  device: 'a device',
  socket: 'a socket',
} as const;
const EXPECTED = { file: 'a regular file', 'file-or-pipe': 'a regular file or a pipe' } as const;

const left = (file: string, why: string): string =>
  `${file} in this folder is not taken, ${why}; to use it all the same: --site ${file}`;

export const FILES = {
  /** Why the file is not read. */
  otherwise: (kind: keyof typeof KINDS, expected: keyof typeof EXPECTED) =>
    `it is ${KINDS[kind]}; ${EXPECTED[expected]} is expected`,
  /** No process has the pipe open for writing. */
  unwritten: 'nobody writes to this pipe; start what writes to it first',
  folderMissing: 'its folder is not there (ENOENT)',
  noNewFile: (why: string) => `no new file can be made in its folder: ${why}`,
  lock: {
    /** @param option the option that named the file */
    held: (option: string, holder: string, file: string, lock: string) =>
      `${option}: ${holder} writes to "${file}"; if that is not so, remove "${lock}"`,
    cant: (option: string, file: string, lock: string) =>
      `${option}: can't lock "${file}": remove "${lock}" where no run is under way`,
    anotherRun: 'another run',
    anotherProcess: (pid: number) => `another run (process ${pid})`,
    otherMachine: 'a run on another machine',
  },
  found: {
    taken: (file: string) => `the site is that of ${file} in this folder`,
    /** For a catalogue that such a site file names. */
    catalogue: {
      'others-may-write': (file: string) =>
        `the catalogue ${file}, which the site file of this folder names, is not taken, because others than you may write to it or to its folder; name the site file: --site ccm-preflight.yaml`,
      'on-network': (file: string) =>
        `the catalogue ${file}, which the site file of this folder names, is not taken, because it lies on another machine; name the site file: --site ccm-preflight.yaml`,
      'no-file': (file: string) =>
        `the catalogue ${file}, which the site file of this folder names, is no regular file`,
    },
    left: {
      'others-may-write': (file: string) =>
        left(file, 'because others than you may write to it or to its folder'),
      'on-network': (file: string) => left(file, 'because it lies on another machine'),
      'no-file': (file: string) =>
        `${file} in this folder is not taken, because it is no regular file`,
    },
  },
};
