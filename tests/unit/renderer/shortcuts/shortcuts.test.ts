import { describe, expect, test } from 'vitest';
import { matchesShortcut, SHORTCUT_SECTIONS } from '#renderer/features/shortcuts/shortcuts.ts';

const press = (key: string, ...modifiers: ('ctrl' | 'meta' | 'alt' | 'shift')[]) => ({
  key,
  ctrlKey: modifiers.includes('ctrl'),
  metaKey: modifiers.includes('meta'),
  altKey: modifiers.includes('alt'),
  shiftKey: modifiers.includes('shift'),
});

describe('matchesShortcut', () => {
  test('mod is Control, and Meta on macOS', () => {
    expect(matchesShortcut(press('k', 'ctrl'), 'mod+k', false)).toBe(true);
    expect(matchesShortcut(press('k', 'meta'), 'mod+k', true)).toBe(true);
    expect(matchesShortcut(press('k', 'ctrl'), 'mod+k', true)).toBe(false);
  });

  test('a further modifier makes it another shortcut', () => {
    expect(matchesShortcut(press('n', 'ctrl', 'shift'), 'mod+n', false)).toBe(false);
    expect(matchesShortcut(press('n', 'ctrl', 'alt'), 'mod+n', false)).toBe(false);
    expect(matchesShortcut(press('n'), 'mod+n', false)).toBe(false);
  });

  test('a symbol may need Shift on this keyboard', () => {
    expect(matchesShortcut(press('?', 'shift'), '?', false)).toBe(true);
    expect(matchesShortcut(press('/', 'ctrl', 'shift'), 'mod+/', false)).toBe(true);
  });

  test('caps lock changes nothing', () => {
    expect(matchesShortcut(press('B', 'ctrl'), 'mod+b', false)).toBe(true);
  });

  test('arrows are named by their direction', () => {
    expect(matchesShortcut(press('ArrowDown', 'alt'), 'alt+down', false)).toBe(true);
  });
});

test('no two shortcuts that run share their keys', () => {
  const keys = SHORTCUT_SECTIONS.flatMap(({ shortcuts }) =>
    shortcuts.filter(({ run }) => run !== undefined).flatMap((shortcut) => shortcut.keys),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
