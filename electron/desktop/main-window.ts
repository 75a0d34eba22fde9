/** The chat window: how it looks before its page does, and what its page may never do. */
import { BrowserWindow, nativeTheme, screen, shell } from 'electron';
import { isOpenableExternally } from './external-links.ts';
import { PAGE_ADDRESS } from './page-address.ts';

/** Page colours of tokens.css, so that no white flash comes before the first paint. */
const BACKGROUND = { light: '#fdfdfe', dark: '#131518' };

/** LOOK.md: the layout holds from 800 px wide up. */
const MIN_SIZE = { width: 800, height: 560 };
const DEFAULT_SIZE = { width: 1440, height: 900 };

export interface MainWindowOptions {
  /** Absolute path in the built app. */
  preloadFile: string;
  icon: string | undefined;
}

/** Opens the window; it shows itself once its page is painted. */
export function openMainWindow({ preloadFile, icon }: MainWindowOptions): BrowserWindow {
  const area = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    width: Math.min(DEFAULT_SIZE.width, area.width),
    height: Math.min(DEFAULT_SIZE.height, area.height),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Agent Manager',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    ...(icon !== undefined && { icon }),
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
      // Streaming goes on while the window is behind others; the thread must be whole when it comes back.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  confineToOwnPage(window);
  void window.loadURL(PAGE_ADDRESS);
  return window;
}

/** Untrusted text is shown in this window: whatever it contains, the page stays ours. */
function confineToOwnPage(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-frame-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(({ url }) => {
    if (isOpenableExternally(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
