import { z } from 'zod';
import { withoutZone } from '../base/zone.ts';
import { checkGroupName } from '../site/group-name.ts';

// What may stand in a saved report, which may have come from anywhere. What is read by these, and told in
// the documentation, has its types from them; those who write take types alone from the schemas, so that
// a thread does not load Zod. The HTML report's page knows these types too, so nothing of Node.js is here.

/** What a schema gives, which nobody changes. */
export type Said<S extends z.ZodType> = Unchanging<z.output<S>>;
type Unchanging<T> = T extends object ? { readonly [K in keyof T]: Unchanging<T[K]> } : T;

/** Longer than what a probe keeps of an answer. */
export const MAX_TEXT = 4096;

/** A name or an address as a site file says it: no sentence. */
export const host = z.string().regex(/^\S{1,255}$/, 'a name holds no blanks');
const literal = z.union([z.ipv4(), z.ipv6()]);
export const address = z.string().refine((text) => literal.safeParse(withoutZone(text)).success);
/** A boundary group's name as a site file says it: nothing that a terminal obeys. */
export const groupName = z.string().refine((text) => 'value' in checkGroupName(text));
/** The system's code for an error: a word, no sentence. */
export const errorCode = z.string().regex(/^[\w.-]{1,64}$/);
export const count = z.int().min(0);
export const portNumber = z.int().min(0).max(65_535);
