import {
  COMMUNICATIONS,
  type Communication,
  LOCATIONS,
  type Location,
  PRODUCTS,
  type Product,
} from '../../catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { LabOptions } from '../../lab/lab.ts';
import { SOURCE_METHODS, type SourceMethod } from '../../lab/site.ts';
import { parseDuration } from '../duration.ts';
import { type Option, SWITCH, command, oneOf, someOf, word, words } from '../option.ts';
import { COLOR, appearanceOf } from '../shared-options.ts';
import { wordsOf } from '../site-options.ts';
import { complain } from '../output-error.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_TIMEOUT = '3s';
/** Client push is what most people come for, and SMB what most firewalls close. */
const DEFAULT_FAULT = 'client-push/smb=refuse';
/** On the internet there is no push. */
const DEFAULT_FAULT_ON_INTERNET = 'manual/cmg-https=refuse';
const NONE = 'none';

export const LAB_COMMAND = command({
  help: ({ help }) => help.commands.lab,
  options: {
    check: SWITCH,
    fault: wordsOrNone(words()),
    product: oneOf(PRODUCTS),
    communication: oneOf([...COMMUNICATIONS.cm2007, ...COMMUNICATIONS['current-branch']]),
    location: oneOf(LOCATIONS),
    source: wordsOrNone(someOf([...SOURCE_METHODS, NONE])),
    'site-file': word(),
    timeout: word(),
    color: COLOR,
  },
  async run(said, streams) {
    const checks = said('check');
    const siteFile = siteFileOf(said('site-file'), checks);
    const timeoutMs = timeoutOf(said('timeout'), checks);
    const location = said('location') ?? LOCATIONS[0];
    const product = productOf(said('product'), location);
    const options: LabOptions = {
      product,
      location,
      communication: communicationOf(said('communication'), product),
      source: sourceOf(said('source')),
      faults: said('fault') ?? faultsUnsaid(checks, location),
    };
    const appearance = appearanceOf(said('color'), streams, null);
    const { FaultError, startLab } = await import('../../lab/lab.ts');
    const { LabError } = await import('../../lab/loopback.ts');
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
});

function siteFileOf(file: string | null, checks: boolean): string | null {
  if (file === null) return null;
  if (checks) throw new UsageError(({ errors }) => errors.lab.siteFileWithCheck);
  if (file === '') throw new UsageError(({ errors }) => errors.namesNoFile('--site-file'));
  return file;
}

function timeoutOf(text: string | null, checks: boolean): number {
  if (text !== null && !checks) {
    throw new UsageError(({ errors }) => errors.lab.timeoutWithoutCheck);
  }
  return parseDuration(text ?? DEFAULT_TIMEOUT, '--timeout');
}

/** @throws UsageError for a product that knows no clients on the internet */
function productOf(product: Product | null, location: Location): Product {
  if (product === null) return location === 'internet' ? 'current-branch' : PRODUCTS[0];
  if (product === 'cm2007' && location === 'internet') {
    throw new UsageError(({ site }) =>
      site.problem({ code: 'gateway-of-other-product', key: '--location internet', product }),
    );
  }
  return product;
}

function communicationOf(said: Communication | null, product: Product): Communication {
  const known: readonly Communication[] = COMMUNICATIONS[product];
  if (said === null) return COMMUNICATIONS[product][0];
  if (!known.includes(said)) {
    throw new UsageError(({ errors }) => errors.communication(said, product, known));
  }
  return said;
}

function sourceOf(said: readonly string[] | null): readonly SourceMethod[] | undefined {
  return said === null ? undefined : SOURCE_METHODS.filter((method) => said.includes(method));
}

function faultsUnsaid(checks: boolean, location: Location): readonly string[] {
  if (!checks) return [];
  return [location === 'internet' ? DEFAULT_FAULT_ON_INTERNET : DEFAULT_FAULT];
}

/** Words, or `none`, which stands alone and means no word; null where the option is not given. */
function wordsOrNone({
  words: asWords,
}: Option<readonly string[]>): Option<readonly string[] | null> {
  return {
    words: asWords,
    read(said, name) {
      if (said === undefined) return null;
      const all = wordsOf(said);
      if (!all.includes(NONE)) return all;
      if (all.every((each) => each === NONE)) return [];
      throw new UsageError(({ errors }) =>
        errors.lab.standsAlone(`--${name}`, NONE, all.join(' ')),
      );
    },
  };
}
