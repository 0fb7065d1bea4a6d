import { withoutCiCommandsInside } from '../../../base/ci-commands.ts';

/** The kinds of annotation, each shown in a colour of its own. */
export const ANNOTATION_KINDS = ['error', 'warning', 'notice'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

export interface Annotation {
  readonly kind: AnnotationKind;
  readonly title: string;
  readonly message: string;
}

/** A workflow command in a line of its own: nothing within it can end it or begin another. */
export function annotationLine({ kind, title, message }: Annotation): string {
  return `::${kind} title=${escapeProperty(title)}::${escapeData(message)}\n`;
}

/** As `@actions/core` escapes a message. */
function escapeData(text: string): string {
  return withoutCiCommandsInside(text)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

/** As `@actions/core` escapes a property. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
