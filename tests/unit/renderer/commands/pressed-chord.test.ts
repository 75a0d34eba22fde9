import { describe, expect, test } from 'vitest';
import { writeChord } from '#protocol/chords.ts';
import { pressedChord } from '#renderer/features/commands/pressed-chord.ts';

type Modifier = 'ctrl' | 'meta' | 'alt' | 'shift';

function pressed(key: string, modifiers: Modifier[] = [], { isMac = false, code = '' } = {}): string | null {
  const chord = pressedChord(
    {
      key,
      code,
      ctrlKey: modifiers.includes('ctrl'),
      metaKey: modifiers.includes('meta'),
      altKey: modifiers.includes('alt'),
      shiftKey: modifiers.includes('shift'),
    },
    isMac,
  );
  return chord === null ? null : writeChord(chord);
}

describe('pressedChord', () => {
  test('mod is Control, and Meta on macOS, where Control is a key of its own', () => {
    expect(pressed('k', ['ctrl'])).toBe('mod+k');
    expect(pressed('k', ['meta'], { isMac: true })).toBe('mod+k');
    expect(pressed('k', ['ctrl'], { isMac: true })).toBe('ctrl+k');
    expect(pressed('k', ['meta'])).toBeNull();
  });

  test('a further modifier makes it other keys', () => {
    expect(pressed('N', ['ctrl', 'shift'])).toBe('mod+shift+n');
    expect(pressed('n', ['ctrl', 'alt'])).toBe('mod+alt+n');
    expect(pressed('n')).toBe('n');
  });

  test('a symbol may need Shift on this keyboard', () => {
    expect(pressed('?', ['shift'])).toBe('?');
    expect(pressed('/', ['ctrl', 'shift'])).toBe('mod+/');
    expect(pressed('+', ['ctrl'])).toBe('mod+plus');
  });

  test('caps lock changes nothing', () => {
    expect(pressed('B', ['ctrl'])).toBe('mod+b');
  });

  test('keys without a character go by their name', () => {
    expect(pressed('ArrowDown', ['alt'])).toBe('alt+down');
    expect(pressed('F12', ['shift'])).toBe('shift+F12');
    expect(pressed(' ', ['ctrl'])).toBe('mod+space');
    expect(pressed('Control', ['ctrl'])).toBeNull();
    expect(pressed('Dead', ['alt'])).toBeNull();
  });

  test('the place of the key counts where it gives no Latin letter', () => {
    expect(pressed('л', ['ctrl'], { code: 'KeyK' })).toBe('mod+k');
    expect(pressed('˚', ['alt'], { isMac: true, code: 'KeyK' })).toBe('alt+k');
    expect(pressed('ö', ['ctrl'], { code: 'Semicolon' })).toBe('mod+ö');
  });
});
