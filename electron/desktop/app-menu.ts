/**
 * The application menu: on macOS the bar on top, elsewhere behind Alt. Its commands and their keys are those of protocol/commands.ts,
 * as the person has set them.
 */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { isTyped, parseChord, toAccelerator } from '#protocol/chords.ts';
import { COMMAND_TITLES } from '#protocol/command-titles.ts';
import { type CommandId, keysOf, type OwnShortcuts } from '#protocol/commands.ts';
import type { WindowCommand } from '#protocol/window-commands.ts';
import type { MenuRole } from '../strings/en.ts';
import { currentLanguage, strings } from '../strings/strings.ts';

export interface AppMenuOptions {
  /** Asks the window; opens one when none is open. */
  requestCommand: (command: WindowCommand) => void;
  /** The person's own keys. */
  shortcuts: OwnShortcuts;
  /** Developer tools are for people who build the app, not for those who use it. */
  withDeveloperTools: boolean;
}

/** Installs the menu as language and keys are now. */
export function installAppMenu(options: AppMenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

const SEPARATOR = { type: 'separator' } as const;

function menuTemplate({ requestCommand, shortcuts: own, withDeveloperTools }: AppMenuOptions): MenuItemConstructorOptions[] {
  const { menu: words } = strings();
  const isMac = process.platform === 'darwin';
  const commands = (...ids: CommandId[]) => ids.map((id) => commandItem(id, own, () => requestCommand({ command: id })));
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: words.file,
      submenu: [
        ...commands('new-conversation', 'quick-composer'),
        SEPARATOR,
        ...commands('export', 'import', 'back-up-now'),
        SEPARATOR,
        ...commands('open-settings'),
        SEPARATOR,
        isMac ? named('close') : named('quit'),
      ],
    },
    editMenu(),
    {
      label: words.conversation,
      submenu: [
        ...commands('next-waiting', 'next-conversation', 'previous-conversation'),
        SEPARATOR,
        ...commands('focus-message', 'stop-turn', 'restart-agent', 'choose-folder', 'create-worktree'),
        SEPARATOR,
        ...commands('rename-conversation', 'pin-conversation', 'archive-conversation', 'export-conversation', 'delete-conversation'),
      ],
    },
    {
      label: words.view,
      submenu: [
        ...commands('show-commands', 'search'),
        SEPARATOR,
        ...commands('toggle-sidebar', 'toggle-overview', 'toggle-changes', 'toggle-code-map', 'toggle-approvals', 'toggle-processes'),
        SEPARATOR,
        named('resetZoom'),
        named('zoomIn'),
        named('zoomOut'),
        named('togglefullscreen'),
        ...(withDeveloperTools ? [SEPARATOR, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    windowMenu(),
    { ...named('help'), submenu: commands('show-shortcuts', 'run-doctor', 'show-log', 'copy-diagnostics', 'show-about') },
  ];
}

function commandItem(id: CommandId, own: OwnShortcuts, click: () => void): MenuItemConstructorOptions {
  const accelerator = menuAccelerator(keysOf(own, id));
  return {
    id,
    label: COMMAND_TITLES[currentLanguage()][id].replaceAll('&', '&&'),
    click,
    // The page listens to the same keys, so that they also work where a desktop swallows the menu's; the menu shows them.
    ...(accelerator !== null && { accelerator, registerAccelerator: false }),
  };
}

/** The first keys that a menu can show: on macOS it takes them everywhere, so none that are text where one types. */
function menuAccelerator(keys: readonly string[]): string | null {
  for (const chord of keys) {
    const parsed = parseChord(chord);
    const accelerator = parsed === null || isTyped(parsed) ? null : toAccelerator(chord);
    if (accelerator !== null) return accelerator;
  }
  return null;
}

/** An item that Electron carries out, in our words where the language has some. */
function named(role: MenuRole): MenuItemConstructorOptions {
  const label = strings().roles[role];
  return { role, ...(label !== undefined && { label }) };
}

/** Electron names the items of a whole menu itself, in English; a language with words of its own lists them. */
function editMenu(): MenuItemConstructorOptions {
  const { editMenu: label } = strings().roles;
  if (label === undefined) return { role: 'editMenu' };
  const separator = { type: 'separator' as const };
  const items = [named('undo'), named('redo'), separator, named('cut'), named('copy'), named('paste'), separator, named('selectAll')];
  return { label, submenu: items };
}

function windowMenu(): MenuItemConstructorOptions {
  const { windowMenu: label } = strings().roles;
  if (label === undefined) return { role: 'windowMenu' };
  return { label, submenu: [named('minimize'), named('close')] };
}
