// The log of a CI system is also its command line: what a job prints is looked through for commands.
// Text from outside must not become one, in whatever form it is printed.
//
// - `##[`, `##vso[` (Azure Pipelines, and GitHub's runner) and `##teamcity[` are found anywhere in a
//   line, so two number signs never stand together.
// - `::error`, `::add-mask` and the like (GitHub Actions) count at the start of a line, after blanks.
// - `section_start:` (GitLab) and `travis_fold:` begin and end the parts of a log.

/** A number sign that another follows. */
const HASH = /#(?=#)/g;

/**
 * After what is not seen of a line, blanks and colours; an address such as `::ffff:10.0.0.7` may stand
 * there, unless two colons follow that would make a command's name of it.
 */
const LINE_COMMAND =
  /^((?:[^\S\n\r]|\u001b\[[\d;]*m)*)::(?=[a-z])(?![\da-f]{1,4}(?:[:.][\da-f]{1,4}){0,7}[:.]?(?![\w:.-]|[^\S\n\r\u2028\u2029].*::))/gim;

const SECTION = /(section_(?:start|end)|travis_(?:fold|time)):/g;

/** What stands for the characters that begin a command. */
interface Spelling {
  readonly hash: string;
  /** The colon behind the name of a section. */
  readonly colon: string;
  /** The two colons at the start of a line; left out where no line can start with them. */
  readonly colons?: string;
}

/** Most texts have none of them, and a search is much faster than a replacement. */
function spelled(text: string, { hash, colon, colons }: Spelling): string {
  let safe = text;
  if (safe.includes('##')) safe = safe.replaceAll(HASH, hash);
  if (safe.includes('section_') || safe.includes('travis_')) {
    safe = safe.replaceAll(SECTION, `$1${colon}`);
  }
  if (colons !== undefined && safe.includes('::')) {
    safe = safe.replaceAll(LINE_COMMAND, `$1${colons}`);
  }
  return safe;
}

/**
 * Text for people, of one or more whole lines, in which no CI system finds a command: a blank stands
 * between the characters that would begin one.
 */
export function withoutCiCommands(text: string): string {
  return spelled(text, { hash: '# ', colon: ' :', colons: ': :' });
}

/** The same of a text that stands within a line. */
export function withoutCiCommandsInside(text: string): string {
  return spelled(text, { hash: '# ', colon: ' :' });
}

/** The same of JSON, whose values stay what they are: the characters are escaped (RFC 8259 section 7). */
export function jsonWithoutCiCommands(json: string): string {
  return spelled(json, { hash: String.raw`\u0023`, colon: String.raw`\u003a` });
}

/** The same of text in XML or HTML that is escaped already: by character references. */
export function xmlWithoutCiCommands(escaped: string): string {
  return spelled(escaped, { hash: '&#35;', colon: '&#58;', colons: '&#58;:' });
}
