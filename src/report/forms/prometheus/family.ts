/** One metric with everything that is measured under its name. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
}

export type Labels = Readonly<Record<string, string>>;

/** A sample's line. @param value a finite number */
export function sampleLine({ name }: MetricFamily, labels: Labels, value: number): string {
  const said = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${said.length === 0 ? '' : `{${said.join(',')}}`} ${value}\n`;
}

/** The format demands that a family's samples follow its head, without another family's between. */
export function familyText(family: MetricFamily, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${familyHead(family)}${lines.join('')}`;
}

export function familyHead({ name, help }: MetricFamily): string {
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} gauge\n`;
}

/** Only a line feed ends a line; other control characters have no escape, and none is needed. */
function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', String.raw`\"`);
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
}
