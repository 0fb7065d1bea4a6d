import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SRC = path.join(import.meta.dirname, '..', 'src');

/** The pipeline; a room imports only from itself and from rooms before it. */
const ROOMS = [
  'base',
  'catalogue',
  'site',
  'plan',
  'probe',
  'self',
  'engine',
  'judge',
  'diagnose',
  'discover',
  'text',
  'report',
  'merge',
  'diff',
  'files',
  'saved',
  'run',
  'lab',
  'cli',
] as const;

/** The rooms inside `report`; each imports only from itself and from rooms before it. */
const REPORT_ROOMS = [
  'model',
  'told',
  'terminal',
  'syntax',
  'firewall-rules',
  'forms',
  'documents',
] as const;

/** What of node:fs opens, makes or replaces files. */
const TOUCHING: ReadonlySet<string> = new Set([
  'everything',
  ...['open', 'readFile', 'writeFile', 'appendFile', 'rename', 'link', 'copyFile'].flatMap(
    (name) => [name, `${name}Sync`],
  ),
  'createReadStream',
  'createWriteStream',
]);
/** The system's and this tool's own files, and files that are made and never replaced. */
const EXCUSED: ReadonlySet<string> = new Set([
  'self/listeners.ts',
  'engine/open-files.ts',
  'discover/domain.ts',
  'run/tool.ts',
  'cli/lab/files.ts',
  'cli/listen/run.ts',
  'cli/resume/file.ts',
]);

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
  /** What is imported, where it is a file of ours. */
  readonly target: string;
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

const IMPORTS: readonly Import[] = FILES.flatMap((file) => {
  const text = readFileSync(path.join(SRC, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, specifier = '']) => ({
    file,
    specifier,
    from: roomOf(file),
    to: specifier.startsWith('.') ? roomOf(path.join(path.dirname(file), specifier)) : '',
    target: specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : '',
  }));
});

function roomOf(file: string): string {
  return file.split(path.sep)[0] ?? '';
}

/** The room inside `report`, null for a file elsewhere. */
function reportRoomOf(file: string): string | null {
  const [room, inner = ''] = file.split(path.sep);
  return room === 'report' ? inner : null;
}

/** The folder of the format that a file belongs to, null for a file of none. */
function formOf(file: string): string | null {
  const [room, inner, form = '', ...rest] = file.split(path.sep);
  return room === 'report' && inner === 'forms' && rest.length > 0 ? form : null;
}

/** @param place a room, or a folder in one */
function isIn(place: string, file: string): boolean {
  return file.startsWith(path.join(place, path.sep));
}

describe('the structure', () => {
  test('every folder is a room of the pipeline', () => {
    const folders = [...new Set(FILES.map(roomOf))].filter((room) => !room.endsWith('.ts'));
    expect(folders.toSorted()).toEqual([...ROOMS].toSorted());
  });

  test('files are opened and replaced by one room, whose bounds and locks hold for all', () => {
    const found = FILES.filter((file) => roomOf(file) !== 'files').flatMap((file) => {
      const text = readFileSync(path.join(SRC, file), 'utf8');
      const imports = text.matchAll(
        /import (?:\{([^}]*)\}|[^{]*?) from 'node:fs(?:\/promises)?'/gu,
      );
      const names = [...imports].flatMap(([, list = 'everything']) => list.split(','));
      const isTouching = names.some((name) => TOUCHING.has(name.trim()));
      return isTouching && !EXCUSED.has(file.split(path.sep).join('/')) ? [file] : [];
    });
    expect(found).toEqual([]);
  });

  test('imports go in one direction', () => {
    const backwards = IMPORTS.filter(({ from, to }) => {
      const [at, target] = [from, to].map((room) => ROOMS.findIndex((known) => known === room));
      return at !== undefined && target !== undefined && at !== -1 && target > at;
    });
    expect(backwards).toEqual([]);
  });

  test('inside report imports go in one direction too', () => {
    const rooms = new Set(FILES.flatMap((file) => reportRoomOf(file) ?? []));
    expect([...rooms].toSorted()).toEqual([...REPORT_ROOMS].toSorted());
    const placeOf = (file: string): number =>
      REPORT_ROOMS.findIndex((known) => known === reportRoomOf(file));
    const inside = IMPORTS.filter(
      ({ file, target }) => reportRoomOf(file) !== null && reportRoomOf(target) !== null,
    );
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.filter(({ file, target }) => placeOf(target) > placeOf(file))).toEqual([]);
  });

  test('a format is imported by the registry alone: no other format and no command needs one', () => {
    const registry = path.join('report', 'forms', 'formats.ts');
    const imported = IMPORTS.filter(({ target }) => formOf(target) !== null);
    expect(imported.some(({ file }) => file === registry)).toBe(true);
    expect(
      imported.filter(({ file, target }) => file !== registry && formOf(file) !== formOf(target)),
    ).toEqual([]);
  });

  test('the simulators share no code with the probes that they are to test', () => {
    const simulators = IMPORTS.filter(({ file }) => file.startsWith(path.join('lab', 'simulator')));
    expect(simulators.length).toBeGreaterThan(0);
    expect(simulators.filter(({ to }) => to === 'probe' || to === 'base')).toEqual([]);
  });

  test('saved text is restored without what reads it from a disk', () => {
    const place = path.join('saved', 'read');
    const found = IMPORTS.filter(({ file, to }) => isIn(place, file) && to === 'saved');
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.filter(({ file, specifier }) => !isIn(place, path.join(path.dirname(file), specifier))),
    ).toEqual([]);
  });

  test('verdicts need nothing of how the probes were run', () => {
    expect(IMPORTS.filter(({ from, to }) => from === 'judge' && to === 'engine')).toEqual([]);
  });

  test.each([
    'base',
    'catalogue',
    'site',
    'plan',
    'judge',
    'diagnose',
    'text',
    'report',
    'merge',
    'diff',
    'saved/read',
  ])('%s is pure: no sockets, processes, files or clock', (room) => {
    const impure = /^node:(net|tls|http|https|dgram|dns|child_process|fs|timers|process)\b/;
    const allowed = new Set(['isIP']);
    const found = IMPORTS.filter(
      ({ file, specifier }) => isIn(room, file) && impure.test(specifier),
    ).filter(({ file, specifier }) => {
      const text = readFileSync(path.join(SRC, file), 'utf8');
      const names = new RegExp(`import \\{([^}]*)\\} from '${specifier}'`).exec(text)?.[1] ?? '*';
      return !names.split(',').every((name) => allowed.has(name.trim()));
    });
    expect(found).toEqual([]);
    const clocks = FILES.filter((file) => isIn(room, file)).filter((file) =>
      /Date\.now\(|new Date\(\)|performance\.now|process\./.test(
        readFileSync(path.join(SRC, file), 'utf8'),
      ),
    );
    expect(clocks).toEqual([]);
  });
});
