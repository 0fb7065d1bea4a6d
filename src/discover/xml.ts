import sax from 'sax';

/** An element, with names in lower case because versions of the product differ in case. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/** Documents of management points nest five deep. */
const MAX_DEPTH = 32;

/** What may follow `<!` in a document without declarations. */
const UNDECLARED = ['--', '[CDATA['] as const;

/** Only XML's own entities count, not those of HTML; positions are not needed. */
const OPTIONS = { strictEntities: true, position: false } as const;

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: OpenElement[];
  text: string;
}

/**
 * Parses an untrusted document, whose length the caller has limited; time and memory are linear in
 * it.
 * @returns the root; null where the document is not well-formed, declares a document type or nests
 *   too deep
 */
export function parseXml(document: string): XmlElement | null {
  if (declares(document)) return null;
  const tree = new Tree();
  try {
    tree.write(document).close();
  } catch {
    return null;
  }
  return tree.root;
}

class Tree extends sax.SAXParser {
  root: XmlElement | null = null;
  readonly #path: OpenElement[] = [];

  constructor() {
    super(true, OPTIONS);
  }

  /** Throws, because the parser would continue otherwise. */
  override onerror(error: Error): never {
    throw error;
  }

  override onopentag({ name, attributes }: sax.Tag | sax.QualifiedTag): void {
    if (this.#path.length >= MAX_DEPTH) throw new SyntaxError('nested too deep');
    const element: OpenElement = {
      name: name.toLowerCase(),
      attributes: new Map(
        Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), String(value)]),
      ),
      children: [],
      text: '',
    };
    this.#path.at(-1)?.children.push(element);
    this.root ??= element;
    this.#path.push(element);
  }

  override onclosetag(): void {
    this.#path.pop();
  }

  override ontext(text: string): void {
    const element = this.#path.at(-1);
    if (element !== undefined) element.text += text;
  }

  override oncdata(text: string): void {
    this.ontext(text);
  }
}

/**
 * Whether there is a document type or another declaration: the parser collects those in quadratic
 * time.
 */
function declares(document: string): boolean {
  for (let at = document.indexOf('<!'); at !== -1; at = document.indexOf('<!', at + 2)) {
    if (!UNDECLARED.some((word) => document.startsWith(word, at + 2))) return true;
  }
  return false;
}

/** The element and its descendants, in document order. */
export function* elementsOf(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* elementsOf(child);
}
