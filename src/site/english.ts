import { type FoundValue, isQuoted } from './found.ts';
import type { Expected, SiteProblem } from './problem.ts';
import type { HostProblem, PathProblem, ValueProblem, WsusProblem } from './value-problem.ts';

// `site` comes before `text` in the pipeline, but its errors need an English message for programs
// that use the library; other languages are in `text`.

/** What is wrong with a site, as a clause. */
export function tellProblem(problem: SiteProblem): string {
  switch (problem.code) {
    case 'not-a-group-of-keys':
      return 'a site file is a group of keys, such as "product: cm2007"';
    case 'unknown-key':
      return `unknown key "${problem.key}"${problem.parent === '' ? '' : ` in ${problem.parent}`}; allowed: ${problem.allowed.join(', ')}`;
    case 'wrong-type':
      return `${problem.name || 'the site'} must be ${EXPECTED[problem.expected]}, found ${tellFound(problem.found)}`;
    case 'not-allowed':
      return `${problem.name} can't be ${tellFound(problem.found)}; allowed: ${problem.allowed.join(', ')}`;
    case 'bad-value': {
      const sentence = tellValueProblem(problem.problem);
      const found = isQuoted(sentence, problem.found) ? '' : `, found ${tellFound(problem.found)}`;
      return `${problem.name}: ${sentence}${found}`;
    }
    case 'communication-of-other-product':
      return `communication "${problem.communication}" does not exist in product ${problem.product}; allowed: ${problem.allowed.join(', ')}`;
    case 'wsus-ports':
      return `software update point ${problem.host}: ${tellValueProblem(problem.problem)}`;
    case 'not-text':
      return `the file is not ${problem.encoding.toUpperCase()} text`;
    case 'too-deep':
      return `nested deeper than ${problem.max} levels`;
    case 'too-many-aliases':
      return `more than ${problem.max} aliases`;
    case 'several-documents':
      return 'a site file is one document, and "---" begins a second one';
    case 'yaml':
      return problem.message;
  }
}

const EXPECTED: Record<Expected, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a group of keys',
  array: 'a list',
};

function tellFound(found: FoundValue): string {
  switch (found.kind) {
    case 'nothing':
      return 'nothing';
    case 'list':
      return 'a list';
    case 'group':
      return 'a group of keys';
    case 'text':
      return `"${found.text}"`;
    case 'plain':
      return found.text;
  }
}

/** What is wrong with a value, as a clause. */
export function tellValueProblem(problem: ValueProblem): string {
  switch (problem.code) {
    case 'not-a-port-range':
      return `"${problem.text}" is not a range of ports, such as 49152-65535`;
    case 'port':
      return 'a port is a whole number from 1 to 65535';
    case 'no-ports':
      return 'a list of ports holds at least one';
    case 'site-code':
      return 'a site code is three letters or digits';
    case 'serves-nothing':
      return 'a distribution point serves http, smb or both';
    case 'note-2':
      return tellWsusProblem(problem);
    case 'device-path':
    case 'one-backslash':
    case 'not-unc':
    case 'webdav':
    case 'no-share':
    case 'not-in-unc':
    case 'not-in-disk-path':
    case 'unc-host':
      return tellPathProblem(problem);
    default:
      return tellHostProblem(problem);
  }
}

function tellHostProblem(problem: HostProblem): string {
  switch (problem.code) {
    case 'host-empty':
      return 'a host name is empty';
    case 'several-hosts':
      return `"${problem.text}" is not one host: several are separated by blanks, or are a list in a site file`;
    case 'begins-with-dash':
      return `a host name may not begin with "-": "${problem.text}"`;
    case 'host-too-long':
      return `a host name has at most ${problem.max} characters, this has ${problem.length}`;
    case 'not-a-host':
      return `"${problem.text}" is not a host name: letters, digits, "-", "_" and dots, or an IPv4 or IPv6 address`;
    case 'neither-address-nor-host':
      return `"${problem.text}" is neither an IPv4 address nor a host name`;
    case 'not-a-computers-address':
      return `${problem.text} is ${problem.range === 'unspecified' ? 'an' : 'a'} ${problem.range} address, not a computer's`;
    case 'not-a-zone':
      return `"${problem.text}" is not an IPv6 zone`;
    case 'url':
      return `"${problem.text}" is a URL: write the host alone, or host:port`;
    case 'not-ipv6-in-brackets':
      return `only an IPv6 address stands in brackets: "${problem.text}"`;
    case 'not-a-port':
      return `"${problem.text}" is not a port: a number from 1 to 65535`;
  }
}

const UNC_FORM = String.raw`\\server\share`;

function tellPathProblem(problem: PathProblem): string {
  const quoted = `"${problem.text}"`;
  switch (problem.code) {
    case 'device-path':
      return `${quoted} is a device path, write it as ${UNC_FORM}`;
    case 'one-backslash':
      return `${quoted} has one backslash at the front, a UNC path has two: ${UNC_FORM} (in a shell, quote it)`;
    case 'not-unc':
      return `${quoted} is not a UNC path (${UNC_FORM})`;
    case 'webdav':
      return `${quoted} is a WebDAV path, it does not use SMB; write ${UNC_FORM}`;
    case 'unc-host':
      return `in the path ${quoted}: ${tellHostProblem(problem.host)}`;
    case 'no-share':
      return `${quoted} names no share: ${UNC_FORM}`;
    case 'not-in-unc':
      return `${quoted} can't be part of a UNC path`;
    case 'not-in-disk-path':
      return `${quoted} can't be part of a path on a disk`;
  }
}

/** The rule of note 2, as messages quote it. */
export const NOTE_2 =
  'note 2 of the port document: where the HTTP port is 80 the HTTPS port is 443, with any other HTTP port it is one higher (8530 and 8531)';

function tellWsusProblem({ httpPort, httpsPort }: WsusProblem): string {
  const said = [
    ...(httpPort === null ? [] : [`httpPort ${httpPort}`]),
    ...(httpsPort === null ? [] : [`httpsPort ${httpsPort}`]),
  ];
  return `${said.join(' with ')} can't be: ${NOTE_2}`;
}
