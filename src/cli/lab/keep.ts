import { aborted } from '../../base/abort.ts';
import type { Lab } from '../../lab/lab.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { type Appearance, makeStyle } from '../../report/terminal/style.ts';
import { paragraph } from '../../report/terminal/layout.ts';
import { stdoutSink } from '../sink.ts';
import type { Streams } from '../streams.ts';
import { brokenRequirements, checkCommands, describeServices, labWords } from './describe.ts';
import { writeLabFiles } from './files.ts';
import { printable } from '../../base/printable.ts';

const MAX_NAME_LENGTH = 200;

/** Prints what runs where and what to try, and waits until the user interrupts. */
export async function keepLab(
  lab: Lab,
  siteFile: string | null,
  appearance: Appearance,
  streams: Streams,
): Promise<ExitCode> {
  const style = makeStyle(appearance);
  const texts = streams.texts.notes.lab;
  const files = await writeLabFiles(lab, siteFile, streams.cwd, texts.fileHead);
  try {
    const broken = brokenRequirements(lab);
    const sections = [
      `${style.heading(texts.title)}\n${describeServices(lab, style, streams.texts)}`,
      ...(broken.length === 0
        ? []
        : [paragraph(texts.brokenOnPurpose, broken.join(', '), style, 0)]),
      `${texts.siteFile(shown(files.site))}\n${texts.ca(shown(files.ca))}`,
      [
        texts.toTry,
        ...checkCommands(lab.client, labWords(files.site, files.ca)).map((line) => `  ${line}`),
      ].join('\n'),
      texts.toStop,
    ];
    const stdout = stdoutSink(streams);
    await stdout.write(`${sections.join('\n\n')}\n`);
    // A lab is useless if nobody can read where it is.
    if (!(await stdout.close())) return EXIT_CODES.failed;
    await aborted(streams.interrupt);
    return EXIT_CODES.ok;
  } finally {
    await files.remove();
  }
}

function shown(file: string): string {
  return printable(file, MAX_NAME_LENGTH);
}
