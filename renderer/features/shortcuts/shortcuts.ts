/** Every shortcut of the window: what the key handler does and what the shortcuts dialog lists come from this one table. */
import { stepToWaiting } from '../../state/approval-focus.ts';
import { createConversation, stepConversation } from '../../state/conversation-actions.ts';
import { toggleInspector } from '../../state/inspector.ts';
import { openSearch, openSettings, openShortcuts, toggleOverview, toggleSidebar } from '../../state/window-store.ts';

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
    title: 'Anywhere',
    shortcuts: [
      { keys: ['mod+n'], words: 'New conversation', run: () => void createConversation(), overDialogs: true },
      { keys: ['mod+k'], words: 'Search conversations', run: openSearch, overDialogs: true },
      { keys: ['alt+down', 'mod+down'], words: 'Next conversation', run: () => stepConversation(1) },
      { keys: ['alt+up', 'mod+up'], words: 'Previous conversation', run: () => stepConversation(-1) },
      { keys: ['mod+shift+o'], words: 'Overview of all conversations', run: toggleOverview, overDialogs: true },
      { keys: ['mod+shift+n'], words: 'Next conversation that needs you', run: stepToWaiting },
      { keys: ['mod+b'], words: 'Show or hide the sidebar', run: toggleSidebar, overDialogs: true },
      { keys: ['mod+j'], words: 'Show or hide processes', run: () => toggleInspector('processes') },
      { keys: ['mod+shift+a'], words: 'Show or hide approvals', run: () => toggleInspector('approvals') },
      { keys: ['mod+shift+d'], words: 'Show or hide changes', run: () => toggleInspector('changes') },
      { keys: ['mod+shift+m'], words: 'Show or hide the code map', run: () => toggleInspector('code-map') },
      { keys: ['mod+,'], words: 'Settings', run: () => openSettings(), overDialogs: true },
      { keys: ['?', 'mod+/'], words: 'Keyboard shortcuts', run: openShortcuts, overDialogs: true },
      { keys: ['mod+z'], words: 'Undo delete or archive' },
      { keys: ['escape'], words: 'Step back' },
    ],
  },
  {
    title: 'Conversation list',
    shortcuts: [
      { keys: ['up'], words: 'Row above' },
      { keys: ['down'], words: 'Row below' },
      { keys: ['enter'], words: 'Open' },
      { keys: ['F2'], words: 'Rename' },
      { keys: ['delete'], words: 'Delete' },
    ],
  },
  {
    title: 'Changes',
    shortcuts: [
      { keys: ['enter'], words: 'Show or hide what changed in the file' },
      { keys: ['a'], words: 'Accept the file' },
      { keys: ['r'], words: 'Revert the file, or put it back' },
      { keys: ['o'], words: 'Open the file in the editor' },
    ],
  },
  {
    title: 'Processes',
    shortcuts: [
      { keys: ['enter'], words: 'Open the agent’s conversation' },
      { keys: ['delete'], words: 'Stop the agent' },
      { keys: ['r'], words: 'Restart the agent' },
      { keys: ['l'], words: 'Show the agent’s log' },
    ],
  },
  {
    title: 'Composer',
    shortcuts: [
      { keys: ['enter'], words: 'Send, or queue while an answer comes' },
      { keys: ['mod+enter'], words: 'Send into the running turn' },
      { keys: ['shift+enter'], words: 'New line' },
    ],
  },
  {
    title: 'Approval request',
    shortcuts: [
      { keys: ['a'], words: 'Allow once' },
      { keys: ['shift+a'], words: 'Allow always here' },
      { keys: ['e'], words: 'Edit before allowing' },
      { keys: ['d'], words: 'Deny' },
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
