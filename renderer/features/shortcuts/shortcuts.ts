/** What the list of shortcuts shows: the commands by section, and the keys of single parts of the window, which stay as they are. */
import { COMMANDS, keysOf, type OwnShortcuts } from '#protocol/commands.ts';
import { strings } from '../../strings/strings.ts';

export type ListedShortcut = { words: string; keys: readonly string[] };
export type ShortcutSection = { title: string; shortcuts: readonly ListedShortcut[] };

/** The commands that have keys. */
export function commandShortcuts(own: OwnShortcuts): ShortcutSection[] {
  const sections = [...new Set(COMMANDS.map(({ section }) => section))];
  return sections
    .map((section) => ({
      title: strings.commands.sections[section],
      shortcuts: COMMANDS.filter((command) => command.section === section)
        .map(({ id }) => ({ words: strings.commands.titles[id], keys: keysOf(own, id) }))
        .filter(({ keys }) => keys.length > 0),
    }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
}

/** Keys that mean something only where the focus is; that part of the window handles them itself. */
export const PLACE_SHORTCUTS: readonly ShortcutSection[] = [
  {
    title: strings.shortcuts.composer,
    shortcuts: [
      { keys: ['enter'], words: strings.shortcuts.send },
      { keys: ['mod+enter'], words: strings.shortcuts.sendIntoTurn },
      { keys: ['shift+enter'], words: strings.shortcuts.newLine },
      { keys: ['escape'], words: strings.shortcuts.stepBack },
    ],
  },
  {
    title: strings.shortcuts.approvalRequest,
    shortcuts: [
      { keys: ['a'], words: strings.shortcuts.allowOnce },
      { keys: ['shift+a'], words: strings.shortcuts.allowAlways },
      { keys: ['e'], words: strings.shortcuts.editFirst },
      { keys: ['d'], words: strings.shortcuts.deny },
    ],
  },
  {
    title: strings.shortcuts.list,
    shortcuts: [
      { keys: ['up'], words: strings.shortcuts.rowAbove },
      { keys: ['down'], words: strings.shortcuts.rowBelow },
      { keys: ['enter'], words: strings.shortcuts.open },
      { keys: ['F2'], words: strings.sidebar.rename },
      { keys: ['delete'], words: strings.sidebar.delete },
    ],
  },
  {
    title: strings.inspector.changes,
    shortcuts: [
      { keys: ['enter'], words: strings.shortcuts.toggleFileChanges },
      { keys: ['a'], words: strings.shortcuts.acceptFile },
      { keys: ['r'], words: strings.shortcuts.revertFile },
      { keys: ['o'], words: strings.shortcuts.openFile },
    ],
  },
  {
    title: strings.inspector.processes,
    shortcuts: [
      { keys: ['enter'], words: strings.shortcuts.openAgentsConversation },
      { keys: ['delete'], words: strings.shortcuts.stopAgent },
      { keys: ['r'], words: strings.shortcuts.restartAgent },
      { keys: ['l'], words: strings.shortcuts.showAgentsLog },
    ],
  },
];
