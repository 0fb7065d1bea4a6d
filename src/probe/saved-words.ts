import { z } from 'zod';
import { withoutZone } from '../base/zone.ts';
import { checkGroupName } from '../site/group-name.ts';

// Words that a saved report, which may come from anywhere, can hold. Their readers and the
// documentation take their types from these schemas; writers import types only, so that a thread
// does not load Zod. The HTML report's page uses these types too, so nothing of Node.js is here.

/** A schema's output, made read-only. */
export type Said<S extends z.ZodType> = Unchanging<z.output<S>>;
type Unchanging<T> = T extends object ? { readonly [K in keyof T]: Unchanging<T[K]> } : T;

/** Longer than anything that a probe keeps of an answer. */
export const MAX_TEXT = 4096;

/** A name or an address as in a site file: no sentence. */
export const host = z.string().regex(/^\S{1,255}$/, 'a name holds no blanks');
const literal = z.union([z.ipv4(), z.ipv6()]);
export const address = z.string().refine((text) => literal.safeParse(withoutZone(text)).success);
/** A boundary group's name as in a site file, without characters that a terminal obeys. */
export const groupName = z.string().refine((text) => 'value' in checkGroupName(text));
/** The system's code for an error: a word, no sentence. */
export const errorCode = z.string().regex(/^[\w.-]{1,64}$/);
export const count = z.int().min(0);
export const portNumber = z.int().min(0).max(65_535);
