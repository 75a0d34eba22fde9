/** What every window with our page has in common: what the page may do, and that it stays our page. */
import { BrowserWindow, shell, type WebPreferences } from 'electron';
import { isOpenableExternally } from './external-links.ts';

/** The page is a sandboxed web page with our preload and nothing else. */
export function pagePreferences(preloadFile: string): WebPreferences {
  return {
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    // Elsewhere than on macOS Chromium fetches its dictionaries from Google, at the first start and unasked.
    spellcheck: process.platform === 'darwin',
  };
}

/** Untrusted text is shown in these windows: whatever it contains, the page stays ours. */
export function confineToOwnPage(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-frame-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(({ url }) => {
    if (isOpenableExternally(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** Windows that lie beside the app's own, such as the quick composer. */
const besides = new WeakSet<BrowserWindow>();

/** Says that this is not the app's window: it is never taken for it. */
export function markAsBeside(window: BrowserWindow): void {
  besides.add(window);
}

/** The app's window, if one is open. */
export function mainWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows().find((window) => !besides.has(window));
}
