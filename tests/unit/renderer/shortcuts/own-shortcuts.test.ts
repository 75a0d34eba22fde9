import { describe, expect, test } from 'vitest';
import { COMMANDS, keysOf } from '#protocol/commands.ts';
import { assignKeys, isChanged, otherOwner, whyNotUsable, withKeys, withoutOwnKeys } from '#renderer/features/shortcuts/own-shortcuts.ts';

describe('keys of the person’s own', () => {
  test('the usual ones are not kept: what becomes usual later is theirs too', () => {
    const own = withKeys({}, 'search', ['F3']);
    expect(own).toEqual({ search: ['F3'] });
    expect(withKeys(own, 'search', ['mod+k'])).toEqual({});
  });

  test('assigning takes them from the command that had them, so that no two share any', () => {
    const own = assignKeys({}, 'search', 'mod+down', 'add');
    expect(own).toEqual({ 'next-conversation': ['alt+down'], search: ['mod+k', 'mod+down'] });
    const replaced = assignKeys(own, 'search', 'mod+k', 'replace');
    expect(keysOf(replaced, 'search')).toEqual(['mod+k']);
    const all = COMMANDS.flatMap(({ id }) => keysOf(replaced, id));
    expect(new Set(all).size).toBe(all.length);
  });

  test('the same keys twice are once, and more than a few are cut', () => {
    expect(withKeys({}, 'search', ['F3', 'F3', 'F4', 'F5', 'F6', 'F7'])).toEqual({ search: ['F3', 'F4', 'F5', 'F6'] });
  });

  test('reset gives back what no other command has taken meanwhile', () => {
    const own = assignKeys({}, 'toggle-processes', 'mod+k', 'replace');
    expect(keysOf(own, 'search')).toEqual([]);
    const { next, lost } = withoutOwnKeys(own, 'search');
    expect([keysOf(next, 'search'), lost]).toEqual([[], ['mod+k']]);
    expect(withoutOwnKeys(own, 'toggle-processes').next).toEqual({ search: [] });
  });

  test('who else has them', () => {
    expect(otherOwner({}, 'search', 'mod+n')).toBe('new-conversation');
    expect(otherOwner({}, 'new-conversation', 'mod+n')).toBeUndefined();
    expect(isChanged({ search: ['mod+k'] }, 'search')).toBe(false);
  });
});

describe('keys no command can have', () => {
  test.each(['mod+c', 'mod+z', 'F11', 'a', 'shift+a', 'enter', 'shift+enter', '?', 'mod+'])('%s', (chord) => {
    expect(whyNotUsable(chord)).not.toBeNull();
  });
  test.each(['mod+shift+c', 'alt+a', 'F3', 'shift+F3', 'mod+.', 'ctrl+k', 'mod+ö'])('%s can be had', (chord) => {
    expect(whyNotUsable(chord)).toBeNull();
  });
  test('the usual keys could all be recorded, but for ?, which also opens the list without a keyboard’s modifiers, and undo', () => {
    const refused = COMMANDS.flatMap(({ keys }) => keys.filter((chord) => whyNotUsable(chord) !== null));
    expect(refused).toEqual(['mod+z', '?']);
  });
});
