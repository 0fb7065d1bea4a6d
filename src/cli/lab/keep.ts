import type { Lab } from '../../lab/lab.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/summary.ts';
import { type Appearance, makeStyle } from '../../report/style.ts';
import { paragraph } from '../../report/table/layout.ts';
import { stdoutSink } from '../sink.ts';
import type { Streams } from '../streams.ts';
import { brokenRequirements, checkCommands, describeServices, siteArguments } from './describe.ts';
import { writeLabFiles } from './files.ts';

/** Tells what runs where and what to try, and waits until the user interrupts. */
export async function keepLab(
  lab: Lab,
  siteFile: string | null,
  appearance: Appearance,
  streams: Streams,
): Promise<ExitCode> {
  const style = makeStyle(appearance);
  const files = await writeLabFiles(lab, siteFile, streams.cwd);
  try {
    const broken = brokenRequirements(lab);
    const sections = [
      `${style.heading('The lab runs on loopback')}\n${describeServices(lab, style)}`,
      ...(broken.length === 0
        ? []
        : [paragraph('Broken on purpose: ', broken.join(', '), style, 0)]),
      `Site file: ${files.site}\nCA of its certificates: ${files.ca}`,
      [
        'To try in another terminal, as on the site server and as on the client:',
        ...checkCommands(lab.client, siteArguments(files.site, files.ca)).map(
          (line) => `  ${line}`,
        ),
      ].join('\n'),
      'Ctrl-C stops the lab and removes both files.',
    ];
    const stdout = stdoutSink(streams);
    await stdout.write(`${sections.join('\n\n')}\n`);
    // A lab that nobody can be told of is of no use.
    if (!(await stdout.close())) return EXIT_CODES.failed;
    await interrupted(streams.interrupt);
    return EXIT_CODES.ok;
  } finally {
    await files.remove();
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
