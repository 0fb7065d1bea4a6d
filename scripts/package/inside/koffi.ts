import type * as Koffi from 'koffi';
import { loadAddon } from './addon.ts';

/**
 * The optional package koffi without its search for the addon's file. It is loaded when it is first
 * asked for; what is thrown then says why it may not be loaded here.
 */
const addon = loadAddon('koffi.node');
if (!isKoffi(addon)) throw new TypeError('koffi.node is something else');

export const { errno, inout, load, pointer, sizeof, struct } = addon;

function isKoffi(loaded: object): loaded is typeof Koffi {
  return ['errno', 'inout', 'load', 'pointer', 'sizeof', 'struct'].every((name) => name in loaded);
}
