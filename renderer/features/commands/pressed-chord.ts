/** From a key event to the chord of chords.ts it stands for. */
import { type Chord, type ChordModifier, parseChord } from '#protocol/chords.ts';

export type PressedKeys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const KEY_NAMES: Record<string, string> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'pageup',
  PageDown: 'pagedown',
  ' ': 'space',
  '+': 'plus',
};

/** What is pressed, or null while only modifiers are, or a key that no shortcut can have (such as the Windows key). */
export function pressedChord(event: PressedKeys, isMac: boolean): Chord | null {
  const key = keyOf(event, isMac);
  if (key === null || (!isMac && event.metaKey)) return null;
  // Which keys give "?" or "/" depends on the keyboard's layout, and Shift may be one of them.
  const isSymbol = (key.length === 1 && !/[\p{L}\d]/u.test(key)) || key === 'plus';
  const modifiers: ChordModifier[] = [
    ...((isMac ? event.metaKey : event.ctrlKey) ? (['mod'] as const) : []),
    ...(isMac && event.ctrlKey ? (['ctrl'] as const) : []),
    ...(event.altKey ? (['alt'] as const) : []),
    ...(event.shiftKey && !isSymbol ? (['shift'] as const) : []),
  ];
  return { modifiers, key };
}

function keyOf({ key, code, altKey }: PressedKeys, isMac: boolean): string | null {
  // A key with ⌥ gives another character, and one of a Cyrillic or Greek layout no Latin letter: the place of the key counts then.
  const place = /^(?:Key|Digit)([A-Z\d])$/.exec(code)?.[1]?.toLowerCase();
  if (place !== undefined && ((isMac && altKey) || /^[^ -~]$/u.test(key))) return place;
  const named = KEY_NAMES[key] ?? (key.length === 1 || !/^F\d/.test(key) ? key.toLowerCase() : key);
  return parseChord(named) === null ? null : named;
}
