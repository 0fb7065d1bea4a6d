import type { Method, Product, Vantage } from '../../catalogue/vocabulary.ts';
import type { AuditDoubt, AuditResult } from '../../judge/audit.ts';
import type { AuditedCode } from '../../judge/exit-codes.ts';
import type { ExpectedState } from '../../site/site.ts';
import type { NamesOfMany } from '../many.ts';
import { grouped } from './numbers.ts';
import { VANTAGES, methodName } from './words.ts';

const FOUND: Record<AuditResult, string> = {
  open: 'open',
  unproven: 'not proven',
  'not-checked': 'not looked at from here',
  closed: 'closed',
};

/** About flows that are expected to be closed. */
export const AUDIT = {
  /** Above what was found of each. */
  heading: 'Expected to be closed',
  /** Beside the necessity of a flow. */
  expected: { closed: 'expected to be closed' } satisfies Record<ExpectedState, string>,
  /** What was found of one, in a word or two. */
  found: FOUND,
  /** A place that a flow leads to. @param port `TCP 445`; empty where there is none */
  place: (host: string, address: string | null, port: string) =>
    [address === null || address === host ? host : `${host} (${address})`, port]
      .filter((part) => part !== '')
      .join(' on '),
  /** @param title of the flow @param places where it was looked at */
  open: (title: string, places: readonly string[]) =>
    `${title} is open, and it is expected to be closed: ${places.join(', ')}.`,
  closed: (title: string, places: readonly string[]) =>
    `${title} is closed, as expected: ${places.join(', ')}.`,
  /** @param places may be none */
  unproven: (title: string, places: readonly string[], doubt: AuditDoubt) =>
    `${title} is expected to be closed, and that is not proven${places.length === 0 ? '' : ` (${places.join(', ')})`}: ${DOUBTS[doubt]}.`,
  'not-checked': (title: string, opener: Vantage) =>
    `${title} is expected to be closed; whether it is shows on the ${VANTAGES[opener]}, which opens it.`,
  /** Behind what breaks a method. */
  ofThem: (titles: readonly string[]) => `expected to be closed: ${titles.join(', ')}`,
  /** Beside why a method breaks. */
  asExpected: (titles: readonly string[], effect: 'breaks' | 'degraded') =>
    `Expected to be closed: ${titles.join(', ')}${effect === 'breaks' ? '; so this method is not meant to work here, or what is expected is wrong' : ''}.`,
  /** In the place of what to open for methods. @param titles of flows that they can't do without */
  notMeant: (methods: readonly Method[], titles: readonly string[]) =>
    `Nothing is to be opened for ${methods.map((method) => methodName(method)).join(', ')}, as what it needs is expected to be closed: ${titles.join(', ')}.`,
  /** About rules that are not proposed. */
  leftOut: (titles: readonly string[]) =>
    `Left out, being expected to be closed, with all else of the methods that can't do without: ${titles.join(', ')}`,
  /** In the place of what to open. */
  openNothing: (title: string) =>
    `Nothing is to be opened for ${title}: it is expected to be closed.`,
  /** Many clients in sum. */
  clients: (found: AuditResult, count: number) => `${grouped(count)} ${FOUND[found]}`,
  named: ({ names, clients }: NamesOfMany) =>
    `${names.join(', ')}${names.length < clients ? ', …' : ''}`,
  /** @param known the names that there are */
  unknownFlow: (name: string, product: Product, known: readonly string[]) =>
    `"${name}" is no flow of ${product}, nor a requirement; this site has ${known.join(', ')}, and requirements such as client-push/smb`,
  /** @param why clauses */
  notNeeded: (name: string, why: string) =>
    `no method of this site has the flow "${name}", so it would not be looked at: ${why}`,
  /** Where there is nothing that the exit code could answer for. */
  nothingExpected:
    '--audit: nothing is expected to be closed; say what, in the site file (expect: { smb: closed }) or with --expect-closed smb',
  nothingExpectedOfMethods:
    '--audit: of the methods of this run no flow is expected to be closed; say others with --method, or leave it out',
  nothingExpectedInReports:
    '--audit: in none of these reports anything is expected to be closed; that is said to check, in the site file (expect: { smb: closed }) or with --expect-closed smb',
  /** Where the exit code answers for them, too. */
  exitCode: (code: AuditedCode) => `Exit code ${code}: ${EXIT_CODES[code]}.`,
};

const DOUBTS: Record<AuditDoubt, string> = {
  refused:
    'the connection is refused, by a firewall in between or by the computer itself, which then was reached; the two look the same',
  'may-be-off':
    'no answer, but nothing else there answered either, so that it may be off; look at a flow that is open too, such as ping',
  'answered-by-whom':
    'something accepts or answers, but not as the service does: a gateway or a filter in between may do so too',
  'other-computer': 'another computer answers at this address',
  'no-address': 'the name has no address',
  'could-not-look': 'this machine could not look',
  'not-told': 'what was seen tells neither',
  'not-named': 'the site does not name where it leads',
  'not-needed': 'no server that this client is led to asks for it, so that none was looked at',
  interrupted: 'the run was stopped before',
};

const EXIT_CODES: Record<AuditedCode, string> = {
  0: 'what is expected to be closed is, and nothing else breaks',
  1: 'a flow is open that is expected to be closed, or a method breaks by another',
  3: 'nothing is open that is expected to be closed, but not all of it could be proven, or no client is ready',
};
