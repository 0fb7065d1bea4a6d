import { text } from 'node:stream/consumers';
import { checkSync } from 'recheck';

// Expressions as `/source/flags` come as JSON, how the steps of each grow goes out; `unknown` where the
// checker can't tell. A process of its own: the checker is three times as slow among the modules of a
// test.

// In this process: its own would be another program for each system.
process.env.RECHECK_SYNC_BACKEND = 'pure';

const PARAMETERS = {
  // Bounds of steps alone: what is found does not depend on how busy the machine is.
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  randomSeed: 0,
  // The other checker, of automata, takes minutes for long words.
  checker: 'fuzz',
  // What was found in this code was found among the first texts, which are made from the expression.
  maxIteration: 1,
  maxInitialGenerationSize: 100,
  attackLimit: 20_000_000,
};

const growths = JSON.parse(await text(process.stdin)).map((expression) => {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(expression);
  const { status, complexity } = checkSync(source, flags, PARAMETERS);
  return status === 'safe' ? status : (complexity?.summary ?? status);
});
process.stdout.write(JSON.stringify(growths));
