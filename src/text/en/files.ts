import type { FileTexts } from '../files.ts';

const KINDS = {
  folder: 'a folder',
  pipe: 'a pipe',
  device: 'a device',
  socket: 'a socket',
} as const;
const EXPECTED = { file: 'a regular file', 'file-or-pipe': 'a regular file or a pipe' } as const;

const left = (file: string, why: string): string =>
  `${file} in this folder is not taken, ${why}; to use it all the same: --site ${file}`;

export const FILES: FileTexts = {
  otherwise: (kind, expected) => `it is ${KINDS[kind]}; ${EXPECTED[expected]} is expected`,
  unwritten: 'nobody writes to this pipe; start what writes to it first',
  noNewFile: (why) => `no new file can be made in its folder: ${why}`,
  lock: {
    held: (option, holder, file, lock) =>
      `${option}: ${holder} writes to "${file}"; if that is not so, remove "${lock}"`,
    cant: (option, file, lock) =>
      `${option}: can't lock "${file}": remove "${lock}" where no run is under way`,
    anotherRun: 'another run',
    anotherProcess: (pid) => `another run (process ${pid})`,
    otherMachine: 'a run on another machine',
  },
  found: {
    taken: (file) => `the site is that of ${file} in this folder`,
    left: {
      'others-may-write': (file) =>
        left(file, 'because others than you may write to it or to its folder'),
      'on-network': (file) => left(file, 'because it lies on another machine'),
      'no-file': (file) => `${file} in this folder is not taken, because it is no regular file`,
    },
  },
};
