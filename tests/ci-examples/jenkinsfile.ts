/** A step or section of a declarative Jenkinsfile: `sh 'make'`, `stage('Build') { … }`. */
export interface Directive {
  readonly name: string;
  /** Strings, in order; of `unit: 'MINUTES'` and `NAME = 'value'` the value. */
  readonly words: readonly string[];
  readonly body: readonly Directive[] | null;
}

const TOKEN =
  /\s+|'''(?<long>(?:[^\\]|\\[^])*?)'''|'(?<short>(?:[^'\\\n]|\\.)*)'|(?<name>\w+)|(?<mark>[{}(),:=])/y;

type Token = { readonly kind: 'string' | 'name' | 'mark'; readonly text: string };

/** Groovy's own: a backslash escapes, and takes away the end of a line. */
function unescape(text: string): string {
  return text.replaceAll(/\\([^])/g, (_all, next: string) => (next === '\n' ? '' : next));
}

function tokensOf(file: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < file.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(file)?.groups;
    if (groups === undefined) {
      if (/^\s/.test(file.slice(at)) && pattern.lastIndex > at) continue;
      throw new Error(`not understood: ${file.slice(at, at + 20)}`);
    }
    const { long, short, name, mark } = groups;
    const quoted = long ?? short;
    if (quoted !== undefined) tokens.push({ kind: 'string', text: unescape(quoted) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

/** As much of the language as a declarative pipeline needs. @throws Error for anything else */
export function parseJenkinsfile(file: string): readonly Directive[] {
  const tokens = tokensOf(file);
  const is = (text: string, at = 0): boolean =>
    tokens[at]?.kind === 'mark' && tokens[at].text === text;
  const directives = (isInside: boolean): readonly Directive[] => {
    const found: Directive[] = [];
    while (tokens.length > 0 && !is('}')) found.push(directive());
    if (isInside && tokens.shift() === undefined) throw new Error('a brace is left open');
    return found;
  };
  const directive = (): Directive => {
    const first = tokens.shift();
    if (first?.kind !== 'name') throw new Error(`a name is expected, found ${first?.text}`);
    const words: string[] = [];
    for (;;) {
      const token = tokens[0];
      // A name begins the next directive, unless it is that of an argument or a number.
      const isWord =
        token?.kind === 'string' ||
        (token?.kind === 'name' && (is(':', 1) || /^\d+$/.test(token.text))) ||
        ['(', ')', ',', ':', '='].some((mark) => is(mark));
      if (token === undefined || !isWord) break;
      tokens.shift();
      if (token.kind === 'string') words.push(token.text);
    }
    if (!is('{')) return { name: first.text, words, body: null };
    tokens.shift();
    return { name: first.text, words, body: directives(true) };
  };
  const parsed = directives(false);
  if (tokens.length > 0) throw new Error('a brace too many');
  return parsed;
}
