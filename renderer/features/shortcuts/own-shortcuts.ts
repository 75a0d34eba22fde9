/** What changing keys does to the settings, and which keys a command can't have. Pure. */
import { isTyped, parseChord } from '#protocol/chords.ts';
import { COMMANDS, type CommandId, commandById, keysOf, MAX_KEYS_PER_COMMAND, type OwnShortcuts } from '#protocol/commands.ts';
import { strings } from '../../strings/strings.ts';

const { uses } = strings.shortcuts;

/** Keys that mean the same in every window, or that the app needs where one writes. */
const TAKEN: Readonly<Record<string, string>> = {
  'mod+c': uses.copies,
  'mod+x': uses.cuts,
  'mod+v': uses.pastes,
  'mod+shift+v': uses.pastesPlain,
  'mod+a': uses.selectsAll,
  'mod+z': uses.undoes,
  'mod+shift+z': uses.redoes,
  'mod+y': uses.redoes,
  'mod+q': uses.quits,
  'mod+w': uses.closes,
  'mod+m': uses.minimises,
  'mod+plus': uses.zoomsIn,
  'mod+-': uses.zoomsOut,
  'mod+0': uses.zoomsBack,
  'mod+enter': uses.sends,
  F11: uses.fillsScreen,
  'alt+F4': uses.closes,
};

/** Why no command can have these keys; null when one can. */
export function whyNotUsable(chord: string): string | null {
  const parsed = parseChord(chord);
  if (parsed === null) return strings.shortcuts.unusable;
  const use = TAKEN[chord];
  if (use !== undefined) return strings.shortcuts.staysSo(use);
  if (isTyped(parsed) || (parsed.modifiers.every((modifier) => modifier === 'shift') && !/^F\d/.test(parsed.key))) {
    return strings.shortcuts.needModifier;
  }
  return null;
}

/** The command that these keys run now, other than `id`. */
export function otherOwner(own: OwnShortcuts, id: CommandId, chord: string): CommandId | undefined {
  return COMMANDS.find((command) => command.id !== id && keysOf(own, command.id).includes(chord))?.id;
}

/** True for a command with other keys than its usual ones. */
export function isChanged(own: OwnShortcuts, id: CommandId): boolean {
  return own[id] !== undefined && own[id].join(' ') !== commandById(id).keys.join(' ');
}

/** These are all its keys from now on. Nothing is kept where they are the usual ones. */
export function withKeys(own: OwnShortcuts, id: CommandId, keys: readonly string[]): OwnShortcuts {
  const { [id]: _before, ...others } = own;
  const next = { ...others, [id]: [...new Set(keys)].slice(0, MAX_KEYS_PER_COMMAND) };
  return isChanged(next, id) ? next : others;
}

/** Gives a command these keys, in place of those it has or beside them, and takes them away from whatever had them. */
export function assignKeys(own: OwnShortcuts, id: CommandId, chord: string, how: 'replace' | 'add'): OwnShortcuts {
  let next = own;
  for (const command of COMMANDS) {
    const keys = keysOf(next, command.id);
    if (command.id !== id && keys.includes(chord))
      next = withKeys(
        next,
        command.id,
        keys.filter((other) => other !== chord),
      );
  }
  return withKeys(next, id, how === 'add' ? [...keysOf(next, id), chord] : [chord]);
}

/** Back to the usual keys, as far as no other command of the person's has them now; `lost` are those that it has. */
export function withoutOwnKeys(own: OwnShortcuts, id: CommandId): { next: OwnShortcuts; lost: readonly string[] } {
  const lost = commandById(id).keys.filter((chord) => otherOwner(own, id, chord) !== undefined);
  return {
    next: withKeys(
      own,
      id,
      commandById(id).keys.filter((chord) => !lost.includes(chord)),
    ),
    lost,
  };
}
