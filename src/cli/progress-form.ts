/** Who reads the progress: people, or a program that reads one line of JSON at a time. */
export const PROGRESS_FORMS = ['text', 'json'] as const;
export type ProgressForm = (typeof PROGRESS_FORMS)[number];
