import type { OwnService } from '../catalogue/own.ts';
import type { Communication, Product, Role, Transport, Vantage } from '../catalogue/vocabulary.ts';
import type { FoundValue } from './found.ts';
import type { LocatedRole } from './site.ts';
import type { TlsPortProblem, ValueProblem, WsusProblem } from './value-problem.ts';

/** What a key of a site file takes. */
export type Expected = 'int' | 'number' | 'string' | 'boolean' | 'object' | 'array';

/** One thing wrong with a site; names are paths such as `roles.managementPoints[0].httpPort`. */
export type SiteProblem =
  | { readonly code: 'not-a-group-of-keys' }
  | {
      readonly code: 'unknown-key';
      readonly key: string;
      /** Empty for the site itself. */
      readonly parent: string;
      readonly allowed: readonly string[];
    }
  | {
      readonly code: 'wrong-type';
      readonly name: string;
      readonly expected: Expected;
      readonly found: FoundValue;
    }
  | {
      readonly code: 'not-allowed';
      readonly name: string;
      readonly found: FoundValue;
      readonly allowed: readonly string[];
    }
  | {
      readonly code: 'bad-value';
      readonly name: string;
      readonly problem: ValueProblem;
      /** null where the sentence about the problem quotes it. */
      readonly found: FoundValue | null;
    }
  | {
      readonly code: 'communication-of-other-product';
      readonly communication: Communication;
      readonly product: Product;
      readonly allowed: readonly Communication[];
    }
  | { readonly code: 'product-missing'; readonly allowed: readonly Product[] }
  /** `key` needs a cloud management gateway, which only one product has. */
  | { readonly code: 'gateway-of-other-product'; readonly key: string; readonly product: Product }
  | { readonly code: 'domain-of-other-product'; readonly key: string; readonly product: Product }
  | { readonly code: 'boundary-groups-of-other-product'; readonly product: Product }
  | { readonly code: 'boundary-group-twice' | 'several-site-defaults'; readonly group: string }
  | { readonly code: 'unknown-neighbour'; readonly group: string; readonly neighbour: string }
  /** `role` is the key of `roles` that does not name the host. */
  | {
      readonly code: 'server-of-no-role';
      readonly group: string;
      readonly host: string;
      readonly role: LocatedRole;
    }
  | { readonly code: 'rows-missing' }
  | { readonly code: 'too-many-rows'; readonly rows: number; readonly max: number }
  | { readonly code: 'too-many-own-methods'; readonly methods: number; readonly max: number }
  /** `where`: of the first one. */
  | { readonly code: 'row-twice'; readonly id: string; readonly where: string }
  | { readonly code: 'row-ends'; readonly id: string; readonly from: Vantage; readonly to: Role }
  | { readonly code: 'row-without-port'; readonly id: string; readonly transport: Transport }
  | { readonly code: 'row-with-port'; readonly id: string }
  | { readonly code: 'row-without-hosts'; readonly id: string; readonly to: Role }
  | { readonly code: 'row-with-hosts'; readonly id: string }
  | { readonly code: 'row-service'; readonly id: string; readonly service: OwnService }
  /** Catalogues that the site file names, and that the caller did not read. */
  | { readonly code: 'catalogue-unread'; readonly names: readonly string[] }
  | TlsPortProblem
  | { readonly code: 'wsus-ports'; readonly host: string; readonly problem: WsusProblem }
  | { readonly code: 'not-text'; readonly encoding: string }
  | { readonly code: 'too-deep' | 'too-many-aliases'; readonly max: number }
  /** A saved report or plan in the place of a site file. */
  | { readonly code: 'saved-report' }
  | { readonly code: 'several-documents' }
  /** Refused by the YAML parser: its code and its message, which is English. */
  | { readonly code: 'yaml'; readonly rule: string; readonly message: string };

/** One problem of the user's input, and where it is: `site.yaml:4:9`, `--mp`. */
export interface Problem {
  readonly where: string;
  /** The problem's code, until `SiteError.told` replaces it with a sentence. */
  readonly message: string;
  readonly what: SiteProblem;
}

/** The location of a problem that no single flag causes. */
export const ALL_FLAGS = 'the flags';

export function problemAt(where: string, what: SiteProblem): Problem {
  return { where, message: what.code, what };
}

/** All problems of a site, found before any packet is sent. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'));
    this.problems = problems;
  }

  /** The same in the words of a language. */
  told(tell: (problem: SiteProblem) => string): SiteError {
    return new SiteError(
      this.problems.map(({ where, what }) => ({ where, message: tell(what), what })),
    );
  }
}
