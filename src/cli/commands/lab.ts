import {
  COMMUNICATIONS,
  type Communication,
  PRODUCTS,
  type Product,
} from '../../catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { LabOptions } from '../../lab/lab.ts';
import { SOURCE_METHODS, type SourceMethod } from '../../lab/site.ts';
import type { Command } from '../command.ts';
import { parseDuration } from '../duration.ts';
import { COLOR_OPTION, appearanceOf, colorOf } from '../shared-options.ts';
import { type ParsedArguments, single } from '../site-options.ts';
import { complain } from '../output-error.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_TIMEOUT = '3s';
/** Client push is what most people come for, and SMB what most firewalls close. */
const DEFAULT_FAULT = 'client-push/smb=refuse';
const NONE = 'none';

export const LAB_COMMAND: Command = {
  help: ({ help }) => help.commands.lab,
  options: {
    check: {
      type: 'boolean',
    },
    fault: {
      type: 'string',
      array: true,
      requiresArg: true,
    },
    product: {
      type: 'string',
      requiresArg: true,
      choices: [...PRODUCTS],
    },
    communication: {
      type: 'string',
      requiresArg: true,
      choices: [...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']],
    },
    source: {
      type: 'string',
      array: true,
      requiresArg: true,
      choices: [...SOURCE_METHODS, NONE],
    },
    'site-file': {
      type: 'string',
      requiresArg: true,
    },
    timeout: {
      type: 'string',
      requiresArg: true,
    },
    color: COLOR_OPTION,
  },
  async run(parsed, streams) {
    const checks = parsed['check'] === true;
    const siteFile = parsed['site-file'] === undefined ? null : siteFileOf(parsed, checks);
    const timeoutMs = timeoutOf(parsed, checks);
    const options = labOptions(parsed, checks);
    const appearance = appearanceOf(colorOf(parsed), streams, null);
    const { FaultError, LabError, startLab } = await import('../../lab/index.ts');
    try {
      const lab = await startLab(options);
      try {
        if (checks) {
          const { selfTest } = await import('../lab/self-test.ts');
          return await selfTest(lab, { timeoutMs, appearance }, streams);
        }
        const { keepLab } = await import('../lab/keep.ts');
        return await keepLab(lab, siteFile, appearance, streams);
      } finally {
        await lab.close();
      }
    } catch (thrown) {
      if (thrown instanceof FaultError) {
        const { told } = thrown;
        throw new UsageError((texts) => `--fault ${told(texts)}`);
      }
      if (!(thrown instanceof LabError)) throw thrown;
      await complain(streams, `ccm-preflight: ${thrown.told(streams.texts)}`);
      return EXIT_CODES.failed;
    }
  },
};

function siteFileOf(parsed: ParsedArguments, checks: boolean): string {
  const file = single('site-file', parsed['site-file']);
  if (checks) throw new UsageError(({ errors }) => errors.lab.siteFileWithCheck);
  if (file === '') throw new UsageError(({ errors }) => errors.namesNoFile('--site-file'));
  return file;
}

function timeoutOf(parsed: ParsedArguments, checks: boolean): number {
  const said = parsed['timeout'];
  if (said !== undefined && !checks)
    throw new UsageError(({ errors }) => errors.lab.timeoutWithoutCheck);
  return parseDuration(said === undefined ? DEFAULT_TIMEOUT : single('timeout', said), '--timeout');
}

function labOptions(parsed: ParsedArguments, checks: boolean): LabOptions {
  const product = productOf(parsed);
  return {
    product,
    communication: communicationOf(parsed, product),
    source: sourceOf(parsed),
    faults: faultsOf(parsed, checks),
  };
}

function productOf(parsed: ParsedArguments): Product {
  const said = parsed['product'];
  if (said === undefined) return PRODUCTS[0];
  const word = single('product', said);
  return PRODUCTS.find((known) => known === word) ?? PRODUCTS[0];
}

function communicationOf(parsed: ParsedArguments, product: Product): Communication {
  const known: readonly Communication[] = COMMUNICATIONS[product];
  const said = parsed['communication'];
  if (said === undefined) return COMMUNICATIONS[product][0];
  const word = single('communication', said);
  const communication = known.find((each) => each === word);
  if (communication === undefined) {
    throw new UsageError(({ errors }) => errors.communication(word, product, known));
  }
  return communication;
}

/** @throws UsageError where `none` stands beside a method */
function sourceOf(parsed: ParsedArguments): readonly SourceMethod[] | undefined {
  if (parsed['source'] === undefined) return undefined;
  const words = wordsOf('source', parsed['source']);
  return SOURCE_METHODS.filter((method) => words.includes(method));
}

function faultsOf(parsed: ParsedArguments, checks: boolean): readonly string[] {
  if (parsed['fault'] === undefined) return checks ? [DEFAULT_FAULT] : [];
  return wordsOf('fault', parsed['fault']);
}

/** The words of an option that may be repeated; `none` stands alone and means no word. */
function wordsOf(option: string, said: unknown): readonly string[] {
  const words = (Array.isArray(said) ? said : [said]).map(String);
  if (!words.includes(NONE)) return words;
  if (words.some((word) => word !== NONE)) {
    throw new UsageError(({ errors }) =>
      errors.lab.standsAlone(`--${option}`, NONE, words.join(' ')),
    );
  }
  return [];
}
