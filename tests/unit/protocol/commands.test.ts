import { describe, expect, test } from 'vitest';
import { chordSchema, isTyped, parseChord, toAccelerator, writeChord } from '#protocol/chords.ts';
import { COMMANDS, commandById, keysOf, ownShortcutsSchema } from '#protocol/commands.ts';

describe('chords', () => {
  test('one way to write each', () => {
    expect(parseChord('mod+shift+p')).toEqual({ modifiers: ['mod', 'shift'], key: 'p' });
    expect(writeChord({ modifiers: ['shift', 'mod'], key: 'p' })).toBe('mod+shift+p');
    for (const other of ['shift+mod+p', 'mod+mod+p', 'mod+P', 'mod+', '', 'mod+ab', 'hyper+p', 'F25', 'mod++']) {
      expect(chordSchema.safeParse(other).success, other).toBe(false);
    }
    for (const chord of ['?', 'F2', 'alt+down', 'mod+.', 'mod+plus', 'mod+ö'])
      expect(chordSchema.safeParse(chord).success, chord).toBe(true);
  });

  test('what is text where one types', () => {
    expect(['?', 'shift+a', 'mod+a', 'F5', 'alt+a'].map((text) => isTyped(parseChord(text) as never))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('as Electron writes them; nothing for a key it has no word for', () => {
    expect(['mod+shift+p', 'alt+down', 'mod+,', 'F2', 'ctrl+enter', 'mod+plus'].map(toAccelerator)).toEqual([
      'CmdOrCtrl+Shift+P',
      'Alt+Down',
      'CmdOrCtrl+,',
      'F2',
      'Control+Return',
      'CmdOrCtrl+Plus',
    ]);
    expect(toAccelerator('mod+ö')).toBeNull();
  });
});

describe('commands', () => {
  test('their usual keys are chords, and no two share one', () => {
    const keys = COMMANDS.flatMap((command) => command.keys);
    for (const chord of keys) expect(parseChord(chord), chord).not.toBeNull();
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('keys of the person’s own go before the usual ones, and an empty list takes them away', () => {
    expect(keysOf({}, 'search')).toEqual(commandById('search').keys);
    expect(keysOf({ search: ['F3'] }, 'search')).toEqual(['F3']);
    expect(keysOf({ search: [] }, 'search')).toEqual([]);
  });

  test('keys of a command of another version cost nothing; keys that are none are refused', () => {
    expect(ownShortcutsSchema.safeParse({ 'read-my-mind': ['mod+1'] }).success).toBe(true);
    expect(ownShortcutsSchema.safeParse({ search: ['Ctrl+F'] }).success).toBe(false);
  });
});
