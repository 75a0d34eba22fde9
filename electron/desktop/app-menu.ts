/** The application menu: on macOS the bar on top, elsewhere behind Alt. Its accelerators are the app's shortcuts. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '#protocol/window-commands.ts';

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
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        command('New conversation', 'CmdOrCtrl+N', 'new-conversation'),
        { type: 'separator' },
        { label: 'Export…', click: () => requestCommand({ command: 'export' }) },
        { label: 'Import…', click: () => requestCommand({ command: 'import' }) },
        { type: 'separator' },
        command('Settings…', 'CmdOrCtrl+,', 'open-settings'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        command('Search', 'CmdOrCtrl+K', 'search'),
        command('Toggle sidebar', 'CmdOrCtrl+B', 'toggle-sidebar'),
        command('Overview', 'CmdOrCtrl+Shift+O', 'show-overview'),
        command('Approvals', 'CmdOrCtrl+Shift+A', 'show-approvals'),
        command('Processes', 'CmdOrCtrl+J', 'show-processes'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(withDeveloperTools ? [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: 'Show log', click: showLog }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
