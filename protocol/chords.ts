/**
 * Keys pressed together, written as `mod+shift+p`: modifiers in a fixed order, then one key. `mod` is ⌘ on macOS and Control elsewhere,
 * `ctrl` the Control key of a Mac. A key is the character it gives, in small letters, or one of the names below.
 */
import { z } from 'zod';

const MODIFIERS = ['mod', 'ctrl', 'alt', 'shift'] as const;
export type ChordModifier = (typeof MODIFIERS)[number];

/** Names of keys that give no character, with Electron's word for each. */
const NAMED_KEYS: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  enter: 'Return',
  escape: 'Escape',
  delete: 'Delete',
  backspace: 'Backspace',
  tab: 'Tab',
  space: 'Space',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  insert: 'Insert',
  plus: 'Plus',
};

const FUNCTION_KEY = /^F([1-9]|1\d|2[0-4])$/;

export type Chord = { modifiers: readonly ChordModifier[]; key: string };

/** The parts of a chord, or null for a text that is none. */
export function parseChord(text: string): Chord | null {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  const isKey = Object.hasOwn(NAMED_KEYS, key) || FUNCTION_KEY.test(key) || (/^\S$/u.test(key) && key === key.toLowerCase());
  const modifiers = MODIFIERS.filter((modifier) => parts.includes(modifier));
  if (!isKey || modifiers.length !== parts.length || modifiers.join('+') !== parts.join('+')) return null;
  return { modifiers, key };
}

/** The text of a chord. */
export function writeChord({ modifiers, key }: Chord): string {
  return [...MODIFIERS.filter((modifier) => modifiers.includes(modifier)), key].join('+');
}

/** A chord as it is kept in the settings. */
export const chordSchema = z
  .string()
  .max(40)
  .refine((text) => parseChord(text) !== null, { message: 'These are no keys that a shortcut can have.' });

/** True for a key that is a letter, a digit or another character, pressed without more than Shift: text, where one types. */
export function isTyped({ modifiers, key }: Chord): boolean {
  return modifiers.every((modifier) => modifier === 'shift') && key.length === 1;
}

/** The chord as Electron's menus and global shortcuts write it; null for a key that they have no word for, such as `ö`. */
export function toAccelerator(chord: string): string | null {
  const parsed = parseChord(chord);
  if (parsed === null || /[^!-~]/.test(parsed.key)) return null;
  const words = { mod: 'CmdOrCtrl', ctrl: 'Control', alt: 'Alt', shift: 'Shift' };
  return [...parsed.modifiers.map((modifier) => words[modifier]), NAMED_KEYS[parsed.key] ?? parsed.key.toUpperCase()].join('+');
}
