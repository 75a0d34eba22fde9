/** Every shortcut of the window: what the key handler does and what the shortcuts dialog lists come from this one table. */
import { stepToWaiting } from '../../state/approval-focus.ts';
import { createConversation, stepConversation } from '../../state/conversation-actions.ts';
import { toggleInspector } from '../../state/inspector.ts';
import { openSearch, openSettings, openShortcuts, toggleOverview, toggleSidebar } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';

export type Shortcut = {
  /** Keys joined by `+`; `mod` is ⌘ or Ctrl. The first is the one shown in tooltips. */
  keys: readonly string[];
  words: string;
  /** Left out for shortcuts that the focused part of the window handles itself. */
  run?: () => void;
  /** Works while a dialog is open: it opens another one instead. What lies behind a dialog must not change unseen. */
  overDialogs?: true;
};

export type ShortcutSection = { title: string; shortcuts: readonly Shortcut[] };

export const SHORTCUT_SECTIONS: readonly ShortcutSection[] = [
  {
    title: strings.shortcuts.anywhere,
    shortcuts: [
      { keys: ['mod+n'], words: strings.common.newConversation, run: () => void createConversation(), overDialogs: true },
      { keys: ['mod+k'], words: strings.shortcuts.search, run: openSearch, overDialogs: true },
      { keys: ['alt+down', 'mod+down'], words: strings.shortcuts.next, run: () => stepConversation(1) },
      { keys: ['alt+up', 'mod+up'], words: strings.shortcuts.previous, run: () => stepConversation(-1) },
      { keys: ['mod+shift+o'], words: strings.shortcuts.overview, run: toggleOverview, overDialogs: true },
      { keys: ['mod+shift+n'], words: strings.shortcuts.nextWaiting, run: stepToWaiting },
      { keys: ['mod+b'], words: strings.shortcuts.toggleSidebar, run: toggleSidebar, overDialogs: true },
      { keys: ['mod+j'], words: strings.shortcuts.toggleProcesses, run: () => toggleInspector('processes') },
      { keys: ['mod+shift+a'], words: strings.shortcuts.toggleApprovals, run: () => toggleInspector('approvals') },
      { keys: ['mod+shift+d'], words: strings.shortcuts.toggleChanges, run: () => toggleInspector('changes') },
      { keys: ['mod+shift+m'], words: strings.shortcuts.toggleCodeMap, run: () => toggleInspector('code-map') },
      { keys: ['mod+,'], words: strings.settings.title, run: () => openSettings(), overDialogs: true },
      { keys: ['?', 'mod+/'], words: strings.sidebar.shortcuts, run: openShortcuts, overDialogs: true },
      { keys: ['mod+z'], words: strings.shortcuts.undo },
      { keys: ['escape'], words: strings.shortcuts.stepBack },
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
  {
    title: strings.shortcuts.composer,
    shortcuts: [
      { keys: ['enter'], words: strings.shortcuts.send },
      { keys: ['mod+enter'], words: strings.shortcuts.sendIntoTurn },
      { keys: ['shift+enter'], words: strings.shortcuts.newLine },
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
];

type PressedKeys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const KEY_NAMES: Record<string, string> = { up: 'ArrowUp', down: 'ArrowDown', enter: 'Enter', escape: 'Escape', delete: 'Delete' };

/** True when exactly these keys are down. `mod` is Meta on macOS and Control elsewhere. */
export function matchesShortcut(event: PressedKeys, keys: string, isMac: boolean): boolean {
  const parts = keys.split('+');
  const name = parts.at(-1) ?? '';
  const wantsMod = parts.includes('mod');
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const otherMod = isMac ? event.ctrlKey : event.metaKey;
  if (mod !== wantsMod || otherMod || event.altKey !== parts.includes('alt')) return false;
  // Which keys give "?" or "/" depends on the keyboard's layout, and Shift may be one of them.
  const isSymbol = name.length === 1 && !/[a-z]/i.test(name);
  if (!isSymbol && event.shiftKey !== parts.includes('shift')) return false;
  return event.key.toLowerCase() === (KEY_NAMES[name] ?? name).toLowerCase();
}
