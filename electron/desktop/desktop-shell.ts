/** The app's face on the desktop: its window, its menu and its tray icon. */
import { app } from 'electron';
import type { Log } from '#platform/log.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import type { WindowCommand } from '#protocol/window-commands.ts';
import type { AppPaths } from '../app-paths.ts';
import type { Services } from '../create-services.ts';
import type { SettingsStore } from '../store/settings.ts';
import { installAppMenu } from './app-menu.ts';
import { commandOfLink } from './deep-links.ts';
import { followLanguage } from './language.ts';
import type { LastSave } from './last-save.ts';
import { openMainWindow } from './main-window.ts';
import { startNotifications } from './notifications.ts';
import { recoverPage } from './page-recovery.ts';
import { mainWindow } from './page-window.ts';
import type { QuickComposer } from './quick-composer.ts';
import { type AppTray, createAppTray } from './tray.ts';
import { isTrayShown } from './tray-availability.ts';
import type { TrayAction } from './tray-menu.ts';
import { handleClosing } from './window-closing.ts';
import type { WindowCommands } from './window-commands.ts';

/** A stream changes states many times a second; a tray menu that is rebuilt as often can't be used. */
const TRAY_UPDATE_MS = 250;

export interface DesktopShellOptions {
  paths: AppPaths;
  services: Services;
  settings: SettingsStore;
  windowCommands: WindowCommands;
  lastSave: LastSave;
  quickComposer: QuickComposer;
  isQuitting: () => boolean;
  log: Log;
}

export interface DesktopShell {
  /** Brings the window to the front, or opens it. */
  showWindow(): void;
  /** Shows the window and, where the link means something here, what it asks for. */
  openLink(link: string): void;
  /** Puts the tray icon up, if the desktop has a place for it. */
  showTray(): Promise<void>;
  /** Something the tray shows may have changed. */
  updateTray(): void;
}

export function createDesktopShell({
  paths,
  services,
  settings,
  windowCommands,
  lastSave,
  quickComposer,
  isQuitting,
  log,
}: DesktopShellOptions): DesktopShell {
  const { bridges, conversations, sessions } = services;
  let tray: AppTray | undefined;
  let hasTray = false;
  let trayTimer: NodeJS.Timeout | undefined;

  const showWindow = () => {
    const existing = mainWindow();
    if (existing === undefined) {
      const window = openMainWindow({ preloadFile: paths.preloadFile, icon: paths.icon, placeFile: paths.windowPlaceFile, log });
      windowCommands.pageLoads();
      // When it is loaded again, after a crash say.
      window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (isMainFrame && !isSameDocument) windowCommands.pageLoads();
      });
      recoverPage(window, log);
      // Hidden as it may be, it would keep the app alive without a window that anybody sees.
      window.on('closed', () => quickComposer.close());
      handleClosing(window, { settings, lastSave, hasTray: () => hasTray, isQuitting });
      return;
    }
    if (existing.isMinimized()) existing.restore();
    existing.show();
    existing.focus();
  };

  const requestCommand = (command: WindowCommand) => {
    showWindow();
    windowCommands.request(command);
  };

  const doTrayAction = async (action: TrayAction) => {
    switch (action.type) {
      case 'show':
        return showWindow();
      case 'new-conversation':
        return requestCommand({ command: 'new-conversation' });
      case 'quick-composer':
        return quickComposer.show();
      case 'show-conversation':
        return requestCommand({ command: 'show-conversation', conversationId: action.conversationId });
      case 'stop-all':
        return sessions.stopAll();
      case 'set-paused':
        return sessions.setPaused(action.paused);
      case 'quit':
        return app.quit();
    }
  };

  const drawTray = () => {
    trayTimer = undefined;
    const active = bridges.sessions().filter(({ state }) => state !== 'stopped' && state !== 'ready' && state !== 'failed');
    tray?.update({
      conversations: active.map(({ conversationId }) => conversations.summary(conversationId)),
      liveAgents: bridges.liveAgents,
      paused: bridges.isPaused,
    });
  };

  const updateTray = () => {
    if (tray === undefined || trayTimer !== undefined) return;
    trayTimer = setTimeout(drawTray, TRAY_UPDATE_MS);
  };

  const showTray = async () => {
    tray = createAppTray((action) => {
      doTrayAction(action).catch((error: unknown) => log.error('A tray action failed', { action: action.type, error: toErrorInfo(error) }));
    });
    drawTray();
    hasTray = await isTrayShown();
  };

  const installMenu = () => installAppMenu({ requestCommand, shortcuts: settings.get().shortcuts, withDeveloperTools: !app.isPackaged });
  installMenu();
  let { shortcuts } = settings.get();
  settings.onDidChange((changed) => {
    if (changed.shortcuts === shortcuts) return;
    ({ shortcuts } = changed);
    installMenu();
  });
  followLanguage({
    settings,
    lastSave,
    onChange: () => {
      installMenu();
      drawTray();
      // Its page speaks the language it was opened in.
      quickComposer.close();
    },
    onReload: () => windowCommands.request({ command: 'open-settings', section: 'appearance' }),
  });
  startNotifications({
    services,
    settings,
    onOpen: (conversationId) => requestCommand({ command: 'show-conversation', conversationId }),
    isQuitting,
  });
  sessions.onDidChange(updateTray);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    // On macOS an app without windows stays in the dock; elsewhere it would be a process that nobody sees.
    if (process.platform !== 'darwin') app.quit();
  });

  const openLink = (link: string) => {
    const command = commandOfLink(link);
    if (command?.command === 'quick-composer' && mainWindow() !== undefined) return quickComposer.show();
    if (command !== undefined) return requestCommand(command);
    // Not the link itself: it may carry words.
    log.warn('A link that means nothing to the app was opened');
    showWindow();
  };

  return { showWindow, openLink, showTray, updateTray };
}
