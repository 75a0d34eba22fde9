/**
 * Every command of the window, once: the application menu, the command palette, the list of shortcuts and tooltips are made from this
 * table. What a command does, and when it can't, stands in renderer/features/commands.
 */
import { z } from 'zod';
import { chordSchema } from './chords.ts';

export type CommandSection = 'Conversation' | 'Agent' | 'View' | 'Data' | 'App';

type CommandDefinition = {
  /** What it does, as the menu, the palette and the list of shortcuts say it. */
  title: string;
  section: CommandSection;
  /** Further words one may look for it by. */
  synonyms?: string;
  /** Its keys until the person chooses others; the first are the ones shown. See chords.ts. */
  keys?: readonly string[];
  /** Works while a dialog is open: it opens another one instead. What lies behind a dialog must not change unseen. */
  overDialogs?: true;
  /** In a text field its keys belong to the text. */
  notWhileTyping?: true;
};

const DEFINITIONS = {
  'new-conversation': {
    title: 'New conversation',
    section: 'Conversation',
    synonyms: 'start chat agent',
    keys: ['mod+n'],
    overDialogs: true,
  },
  'quick-composer': { title: 'Quick composer', section: 'Conversation', synonyms: 'small window global hotkey ask', overDialogs: true },
  'next-waiting': {
    title: 'Next conversation that needs you',
    section: 'Conversation',
    synonyms: 'approval waiting inbox',
    keys: ['mod+shift+n'],
  },
  'next-conversation': { title: 'Next conversation', section: 'Conversation', synonyms: 'below', keys: ['alt+down', 'mod+down'] },
  'previous-conversation': { title: 'Previous conversation', section: 'Conversation', synonyms: 'above', keys: ['alt+up', 'mod+up'] },
  'focus-message': { title: 'Write a message', section: 'Conversation', synonyms: 'composer focus prompt', keys: ['mod+l'] },
  'rename-conversation': { title: 'Rename conversation', section: 'Conversation', synonyms: 'title' },
  'pin-conversation': { title: 'Pin or unpin conversation', section: 'Conversation', synonyms: 'top favourite' },
  'archive-conversation': { title: 'Archive conversation, or move it back', section: 'Conversation', synonyms: 'hide done unarchive' },
  'export-conversation': { title: 'Export conversation…', section: 'Conversation', synonyms: 'save markdown html share' },
  'delete-conversation': { title: 'Delete conversation', section: 'Conversation', synonyms: 'remove' },
  'undo-last': {
    title: 'Undo what was done last',
    section: 'Conversation',
    synonyms: 'delete archive back',
    keys: ['mod+z'],
    notWhileTyping: true,
  },

  'stop-turn': { title: 'Stop the agent', section: 'Agent', synonyms: 'cancel abort turn', keys: ['mod+.'] },
  'make-room': { title: 'Make room in the context', section: 'Agent', synonyms: 'compress summarize tokens full' },
  'restart-agent': { title: 'Restart the agent', section: 'Agent', synonyms: 'process session' },
  'stop-all-agents': { title: 'Stop all agents', section: 'Agent', synonyms: 'kill end processes' },
  'pause-agents': { title: 'Pause or resume agents', section: 'Agent', synonyms: 'start no agents hold' },
  'choose-folder': { title: 'Choose project folder…', section: 'Agent', synonyms: 'directory open workspace' },
  'create-worktree': { title: 'Work in a new worktree…', section: 'Agent', synonyms: 'git branch isolate' },

  search: { title: 'Search conversations', section: 'View', synonyms: 'find switch messages', keys: ['mod+k'], overDialogs: true },
  'show-commands': { title: 'Command palette', section: 'View', synonyms: 'actions run', keys: ['mod+shift+p'], overDialogs: true },
  'toggle-overview': {
    title: 'Overview of all conversations',
    section: 'View',
    synonyms: 'dashboard states',
    keys: ['mod+shift+o'],
    overDialogs: true,
  },
  'toggle-sidebar': { title: 'Show or hide the sidebar', section: 'View', synonyms: 'list panel', keys: ['mod+b'], overDialogs: true },
  'toggle-changes': { title: 'Show or hide changes', section: 'View', synonyms: 'diff files git review', keys: ['mod+shift+d'] },
  'toggle-code-map': { title: 'Show or hide the code map', section: 'View', synonyms: 'graph modules structure', keys: ['mod+shift+m'] },
  'toggle-approvals': { title: 'Show or hide approvals', section: 'View', synonyms: 'inbox allow deny', keys: ['mod+shift+a'] },
  'toggle-processes': { title: 'Show or hide processes', section: 'View', synonyms: 'memory cpu top', keys: ['mod+j'] },
  'toggle-archive': { title: 'Show or hide archived conversations', section: 'View', synonyms: 'archive old' },
  'theme-system': { title: 'Theme: as the system', section: 'View', synonyms: 'appearance colour' },
  'theme-light': { title: 'Theme: light', section: 'View', synonyms: 'appearance colour bright day' },
  'theme-dark': { title: 'Theme: dark', section: 'View', synonyms: 'appearance colour night' },
  'toggle-contrast': { title: 'High contrast on or off', section: 'View', synonyms: 'accessibility theme appearance colour' },

  export: { title: 'Export…', section: 'Data', synonyms: 'save all conversations markdown html' },
  import: { title: 'Import…', section: 'Data', synonyms: 'load sessions gemini cli sqlite' },
  'back-up-now': { title: 'Back up now', section: 'Data', synonyms: 'backup save copy database' },
  'check-database': { title: 'Check the database', section: 'Data', synonyms: 'integrity damage' },
  'export-settings': { title: 'Export settings…', section: 'Data', synonyms: 'preferences save file' },
  'import-settings': { title: 'Import settings…', section: 'Data', synonyms: 'preferences load file' },
  'open-data-folder': { title: 'Open data folder', section: 'Data', synonyms: 'files directory' },

  'open-settings': { title: 'Settings…', section: 'App', synonyms: 'preferences options', keys: ['mod+,'], overDialogs: true },
  'show-shortcuts': { title: 'Keyboard shortcuts', section: 'App', synonyms: 'keys help', keys: ['?', 'mod+/'], overDialogs: true },
  'run-doctor': { title: 'Doctor', section: 'App', synonyms: 'check problems help diagnose network key', overDialogs: true },
  'show-log': { title: 'Show log', section: 'App', synonyms: 'errors file', overDialogs: true },
  'copy-diagnostics': { title: 'Copy diagnostics', section: 'App', synonyms: 'report bug versions clipboard', overDialogs: true },
  'show-about': { title: 'About Agent Manager', section: 'App', synonyms: 'version licences', overDialogs: true },
} as const satisfies Record<string, CommandDefinition>;

export type CommandId = keyof typeof DEFINITIONS;

export type Command = CommandDefinition & { id: CommandId; keys: readonly string[] };

/** In the order in which the palette and the list of shortcuts show them. */
export const COMMANDS: readonly Command[] = (Object.entries(DEFINITIONS) as [CommandId, CommandDefinition][]).map(([id, definition]) => ({
  ...definition,
  id,
  keys: definition.keys ?? [],
}));

export const COMMAND_IDS = Object.keys(DEFINITIONS) as [CommandId, ...CommandId[]];

/** A command by its id. */
export function commandById(id: CommandId): Command {
  return { keys: [], ...(DEFINITIONS[id] as CommandDefinition), id };
}

/** More keys for one command than anybody remembers. */
export const MAX_KEYS_PER_COMMAND = 4;

/**
 * The person's own keys, by command; none for one that they took the keys away from. Ids are any text: another version of the app may
 * know other commands, and its keys must not cost those of this one.
 */
export const ownShortcutsSchema = z.record(z.string().max(100), z.array(chordSchema).max(MAX_KEYS_PER_COMMAND));
export type OwnShortcuts = z.infer<typeof ownShortcutsSchema>;

/** The keys of a command as they are now, the one to show first. */
export function keysOf(own: OwnShortcuts, id: CommandId): readonly string[] {
  return own[id] ?? commandById(id).keys;
}
