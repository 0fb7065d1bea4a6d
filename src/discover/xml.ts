import sax from 'sax';

/** An element of a document, names in lower case: products disagree on theirs. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own characters, without those of its children. */
  readonly text: string;
}

/** Management points nest five deep. */
const MAX_DEPTH = 32;

/** What may follow `<!` in a document that declares nothing. */
const UNDECLARED = ['--', '[CDATA['] as const;

/** Entities of HTML would be none in XML; positions are of no use here. */
const OPTIONS = { strictEntities: true, position: false } as const;

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: OpenElement[];
  text: string;
}

/**
 * The root of a document from a stranger, whose length the caller has bounded; in time and memory
 * that grow with that length and no faster.
 * @returns null for what is not well-formed, declares a document type, or nests deeper than any list
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

  /** Thrown, for the parser would go on otherwise. */
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
 * Whether there is a document type, or anything else between `<!` and `>`: the parser would collect
 * that with a copy for each character.
 */
function declares(document: string): boolean {
  for (let at = document.indexOf('<!'); at !== -1; at = document.indexOf('<!', at + 2)) {
    if (!UNDECLARED.some((word) => document.startsWith(word, at + 2))) return true;
  }
  return false;
}

/** The element and all that is in it, in the order of the document. */
export function* elementsOf(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* elementsOf(child);
}
