/**
 * The quick composer's window and the key that brings it up from anywhere. The window is made when it is first wanted and then only
 * hidden, so that it is there at once and what was typed is still in it.
 */
import { app, BrowserWindow, globalShortcut, nativeTheme, screen } from 'electron';
import type { Log } from '#platform/log.ts';
import { toAccelerator } from '#protocol/chords.ts';
import type { QuickHotkey } from '#protocol/quick-composer.ts';
import type { WindowEvents } from '../ipc/window-events.ts';
import type { SettingsStore } from '../store/settings.ts';
import { currentLanguage } from '../strings/strings.ts';
import { hotkeyProblem } from './hotkey-problem.ts';
import { inLanguage, QUICK_COMPOSER_ADDRESS } from './page-address.ts';
import { confineToOwnPage, markAsBeside, pagePreferences } from './page-window.ts';

/** Room for the lists of projects and agents to open in. */
const SIZE = { width: 680, height: 300 };
/** From the top of the screen: where the eye is, and clear of what is being worked on below. */
const TOP_SHARE = 0.2;
/** As in main-window.ts: the page's own colours. */
const BACKGROUND = { light: '#ffffff', dark: '#1b1d22' };

export interface QuickComposer {
  /** What the key does: brings it up, or puts it away when it is the window in use. */
  toggle(): void;
  show(): void;
  hide(): void;
  /** Ends its window; the next `show` makes another. */
  close(): void;
  hotkey(): QuickHotkey;
}

export interface QuickComposerOptions {
  preloadFile: string;
  settings: SettingsStore;
  windowEvents: WindowEvents;
  log: Log;
}

export function createQuickComposer({ preloadFile, settings, windowEvents, log }: QuickComposerOptions): QuickComposer {
  let window: BrowserWindow | undefined;

  const open = () => {
    window = openQuickWindow(preloadFile);
    window.once('ready-to-show', show);
    window.on('closed', () => {
      window = undefined;
    });
  };

  const show = () => {
    if (window === undefined || window.isDestroyed()) return open();
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    window.setBounds({
      ...SIZE,
      x: Math.round(workArea.x + (workArea.width - SIZE.width) / 2),
      y: Math.round(workArea.y + workArea.height * TOP_SHARE),
    });
    window.show();
    window.focus();
    windowEvents.send('quickComposer.shown', {});
  };

  const hide = () => {
    if (window === undefined) return;
    window.hide();
    // On macOS the app stays in front without a window; the person goes on with what they were at.
    if (process.platform === 'darwin' && !BrowserWindow.getAllWindows().some((other) => other.isVisible())) app.hide();
  };

  const toggle = () => (window?.isVisible() === true && window.isFocused() ? hide() : show());

  const hotkey = followHotkey({ settings, toggle, log, onChange: (state) => windowEvents.send('quickComposer.hotkeyChanged', state) });
  return { toggle, show, hide, close: () => window?.destroy(), hotkey };
}

function openQuickWindow(preloadFile: string): BrowserWindow {
  const window = new BrowserWindow({
    ...SIZE,
    show: false,
    frame: false,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    title: 'Quick composer – Agent Manager',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: pagePreferences(preloadFile),
  });
  markAsBeside(window);
  confineToOwnPage(window);
  void window.loadURL(inLanguage(QUICK_COMPOSER_ADDRESS, currentLanguage()));
  return window;
}

interface HotkeyOptions {
  settings: SettingsStore;
  toggle: () => void;
  onChange: (state: QuickHotkey) => void;
  log: Log;
}

/** Takes the keys of the settings from the system, and others when they change. */
function followHotkey({ settings, toggle, onChange, log }: HotkeyOptions): () => QuickHotkey {
  let taken: string | null = null;
  let wanted: string | null = null;
  let problem: string | null = null;
  const apply = () => {
    const keys = settings.get().quickComposerKeys;
    if (keys === wanted) return;
    wanted = keys;
    if (taken !== null) globalShortcut.unregister(taken);
    taken = null;
    const accelerator = keys === null ? null : toAccelerator(keys);
    const isTaken = accelerator !== null && globalShortcut.register(accelerator, toggle);
    if (isTaken) taken = accelerator;
    problem = keys === null ? null : hotkeyProblem(isTaken, process.env);
    if (problem !== null) log.warn('The key of the quick composer may not work', { keys, isTaken });
    onChange({ problem });
  };
  apply();
  settings.onDidChange(apply);
  return () => ({ problem });
}
