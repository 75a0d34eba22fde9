/** What commands are called, by language: the application menu says it in main, everything else in the window. */
import { COMMANDS, type CommandId } from './commands.ts';
import type { Language } from './language.ts';

const ENGLISH = Object.fromEntries(COMMANDS.map(({ id, title }) => [id, title])) as Record<CommandId, string>;

const GERMAN: Record<CommandId, string> = {
  'new-conversation': 'Neue Unterhaltung',
  'quick-composer': 'Schnelleingabe',
  'next-waiting': 'Nächste Unterhaltung, die auf Sie wartet',
  'next-conversation': 'Nächste Unterhaltung',
  'previous-conversation': 'Vorige Unterhaltung',
  'focus-message': 'Eine Nachricht schreiben',
  'rename-conversation': 'Unterhaltung umbenennen',
  'pin-conversation': 'Unterhaltung anheften oder lösen',
  'archive-conversation': 'Unterhaltung archivieren oder zurückholen',
  'export-conversation': 'Unterhaltung exportieren …',
  'delete-conversation': 'Unterhaltung löschen',
  'undo-last': 'Das Letzte rückgängig machen',
  'stop-turn': 'Den Agenten stoppen',
  'make-room': 'Im Kontext Platz schaffen',
  'restart-agent': 'Den Agenten neu starten',
  'stop-all-agents': 'Alle Agenten stoppen',
  'pause-agents': 'Agenten anhalten oder weiterlaufen lassen',
  'choose-folder': 'Projektordner wählen …',
  'create-worktree': 'In einem neuen Worktree arbeiten …',
  search: 'Unterhaltungen durchsuchen',
  'show-commands': 'Befehlspalette',
  'toggle-overview': 'Übersicht aller Unterhaltungen',
  'toggle-sidebar': 'Seitenleiste ein- oder ausblenden',
  'toggle-changes': 'Änderungen ein- oder ausblenden',
  'toggle-code-map': 'Codekarte ein- oder ausblenden',
  'toggle-approvals': 'Freigaben ein- oder ausblenden',
  'toggle-processes': 'Prozesse ein- oder ausblenden',
  'toggle-archive': 'Archivierte Unterhaltungen ein- oder ausblenden',
  'theme-system': 'Farben: wie das System',
  'theme-light': 'Farben: hell',
  'theme-dark': 'Farben: dunkel',
  export: 'Exportieren …',
  import: 'Importieren …',
  'back-up-now': 'Jetzt sichern',
  'check-database': 'Die Datenbank prüfen',
  'open-data-folder': 'Datenordner öffnen',
  'open-settings': 'Einstellungen …',
  'show-shortcuts': 'Tastenkürzel',
  'run-doctor': 'Diagnose',
  'show-log': 'Protokoll anzeigen',
  'copy-diagnostics': 'Diagnosedaten kopieren',
  'show-about': 'Über Agent Manager',
};

export const COMMAND_TITLES: Record<Language, Record<CommandId, string>> = { en: ENGLISH, de: GERMAN };
