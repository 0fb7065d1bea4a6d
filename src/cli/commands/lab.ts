import {
  COMMUNICATIONS,
  type Communication,
  PRODUCTS,
  type Product,
} from '../../catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../judge/summary.ts';
import type { LabOptions } from '../../lab/lab.ts';
import { FAULTS } from '../../lab/simulator/simulator.ts';
import { SOURCE_METHODS, type SourceMethod } from '../../lab/site.ts';
import type { Command } from '../command.ts';
import { parseDuration } from '../duration.ts';
import { COLOR_OPTION, appearanceOf } from '../shared-options.ts';
import { type ParsedArguments, single } from '../site-options.ts';
import { complain } from '../output-error.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_TIMEOUT = '3s';
/** Client push is what most people come for, and SMB what most firewalls close. */
const DEFAULT_FAULT = 'client-push/smb=refuse';
const NONE = 'none';

export const LAB_COMMAND: Command = {
  options: {
    check: {
      type: 'boolean',
      describe: `Break one flow (${DEFAULT_FAULT} unless --fault says otherwise), check from both ends, print both reports and end; exit code 0 where they show what was broken, else 4`,
    },
    fault: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: `REQUIREMENT=FAULT, repeatable, such as ${DEFAULT_FAULT}; faults: ${FAULTS.join(', ')}; or ${NONE}. A server that several methods share (a management point's HTTP) is broken for all of them`,
    },
    product: {
      type: 'string',
      requiresArg: true,
      choices: [...PRODUCTS],
      describe: `Product of the lab's site (default: ${PRODUCTS[0]})`,
    },
    communication: {
      type: 'string',
      requiresArg: true,
      choices: [...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']],
      describe:
        'How its clients talk to site systems: mixed or native (cm2007), http, https or enhanced-http (current-branch)',
    },
    source: {
      type: 'string',
      array: true,
      requiresArg: true,
      choices: [...SOURCE_METHODS, NONE],
      describe:
        'Methods that install from /source, and so not from the management point (default: group-policy)',
    },
    'site-file': {
      type: 'string',
      requiresArg: true,
      describe:
        "Where the lab's site file is written, its CA file beside it; neither may exist (default: a temporary folder)",
    },
    timeout: {
      type: 'string',
      requiresArg: true,
      describe: `With --check: how long one attempt may take (default: ${DEFAULT_TIMEOUT})`,
    },
    color: COLOR_OPTION,
  },
  examples: [
    ['$0 lab --check', 'See both reports, and whether the tool works here'],
    ['$0 lab', 'Keep a whole lab running, and try commands on it in another terminal'],
    [
      '$0 lab --fault client-push/rpc-endpoint-mapper=silent --fault manual/share-smb=refuse',
      'Break two flows',
    ],
    [
      '$0 lab --check --communication native --fault client-push/mp-https=expired-certificate',
      'See what an expired certificate of a management point looks like',
    ],
    ['$0 lab --product current-branch --site-file lab.yaml', 'Another product, a file to look at'],
  ],
  async run(parsed, streams) {
    const checks = parsed['check'] === true;
    const siteFile = parsed['site-file'] === undefined ? null : siteFileOf(parsed, checks);
    const timeoutMs = timeoutOf(parsed, checks);
    const options = labOptions(parsed, checks);
    const appearance = appearanceOf(parsed, streams, null);
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
      if (thrown instanceof FaultError) throw new UsageError(`--fault ${thrown.message}`);
      if (!(thrown instanceof LabError)) throw thrown;
      await complain(streams, `ccm-preflight: ${thrown.message}`);
      return EXIT_CODES.failed;
    }
  },
};

function siteFileOf(parsed: ParsedArguments, checks: boolean): string {
  const file = single('site-file', parsed['site-file']);
  if (checks) throw new UsageError('--site-file is for a lab that keeps running, without --check');
  if (file === '') throw new UsageError('--site-file names no file');
  return file;
}

function timeoutOf(parsed: ParsedArguments, checks: boolean): number {
  const said = parsed['timeout'];
  if (said !== undefined && !checks) throw new UsageError('--timeout belongs to --check');
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
    throw new UsageError(
      `--communication: "${word}" does not exist in product ${product}; allowed: ${known.join(', ')}`,
    );
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
    throw new UsageError(`--${option}: ${NONE} stands alone, found ${words.join(' ')}`);
  }
  return [];
}
