/** The application menu: on macOS the bar on top, elsewhere behind Alt. Its accelerators are the app's shortcuts. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '#protocol/window-commands.ts';
import type { MenuRole } from '../strings/en.ts';
import { strings } from '../strings/strings.ts';

export interface AppMenuOptions {
  /** Asks the window; opens one when none is open. */
  requestCommand: (command: WindowCommand) => void;
  showLog: () => void;
  /** Developer tools are for people who build the app, not for those who use it. */
  withDeveloperTools: boolean;
}

export function installAppMenu({ requestCommand, showLog, withDeveloperTools }: AppMenuOptions): void {
  const command = (label: string, accelerator: string, name: WindowCommand['command']): MenuItemConstructorOptions => ({
    label,
    accelerator,
    // The page listens to the same keys, so that they also work where a desktop swallows the menu's; the menu shows them.
    registerAccelerator: false,
    click: () => requestCommand({ command: name }),
  });
  const { menu: words } = strings();
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: words.file,
      submenu: [
        command(words.newConversation, 'CmdOrCtrl+N', 'new-conversation'),
        { type: 'separator' },
        { label: words.export, click: () => requestCommand({ command: 'export' }) },
        { label: words.import, click: () => requestCommand({ command: 'import' }) },
        { type: 'separator' },
        command(words.settings, 'CmdOrCtrl+,', 'open-settings'),
        { type: 'separator' },
        isMac ? named('close') : named('quit'),
      ],
    },
    editMenu(),
    {
      label: words.view,
      submenu: [
        command(words.search, 'CmdOrCtrl+K', 'search'),
        command(words.toggleSidebar, 'CmdOrCtrl+B', 'toggle-sidebar'),
        command(words.overview, 'CmdOrCtrl+Shift+O', 'show-overview'),
        command(words.approvals, 'CmdOrCtrl+Shift+A', 'show-approvals'),
        command(words.processes, 'CmdOrCtrl+J', 'show-processes'),
        { type: 'separator' },
        named('resetZoom'),
        named('zoomIn'),
        named('zoomOut'),
        named('togglefullscreen'),
        ...(withDeveloperTools ? [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    windowMenu(),
    { ...named('help'), submenu: [{ label: words.showLog, click: showLog }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
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
