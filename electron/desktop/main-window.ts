/** The chat window: how it looks before its page does, and what its page may never do. */
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '#platform/log.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { currentLanguage } from '../strings/strings.ts';
import { inLanguage, PAGE_ADDRESS } from './page-address.ts';
import { confineToOwnPage, pagePreferences } from './page-window.ts';
import { placeOnScreens, type Rectangle, readWindowPlace, type WindowPlace, writeWindowPlace } from './window-place.ts';

/** Page colours of tokens.css, so that no white flash comes before the first paint. */
const BACKGROUND = { light: '#fdfdfe', dark: '#131518' };

/** LOOK.md: the layout holds from 800 px wide up. */
const MIN_SIZE = { width: 800, height: 560 };
const DEFAULT_SIZE = { width: 1440, height: 900 };
/** A window that is dragged tells of every pixel. */
const PLACE_RESTS_MS = 500;

export interface MainWindowOptions {
  /** Absolute path in the built app. */
  preloadFile: string;
  icon: string | undefined;
  /** Remembers where the window stood. */
  placeFile: string;
  log: Log;
  /** Left out: the app itself. */
  address?: string;
}

/** Opens the window where it last stood; it shows itself once its page is painted. */
export function openMainWindow({ preloadFile, icon, placeFile, log, address = PAGE_ADDRESS }: MainWindowOptions): BrowserWindow {
  const place = readWindowPlace(placeFile);
  const window = new BrowserWindow({
    ...placeOnScreens(place, workAreas(), DEFAULT_SIZE, MIN_SIZE),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Agent Manager',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    ...(icon !== undefined && { icon }),
    webPreferences: {
      ...pagePreferences(preloadFile),
      // Streaming goes on while the window is behind others; the thread must be whole when it comes back.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => {
    if (place?.isMaximized === true) window.maximize();
    if (place?.isFullScreen === true) window.setFullScreen(true);
    window.show();
  });
  rememberPlace(window, placeFile, log);
  confineToOwnPage(window);
  void window.loadURL(inLanguage(address, currentLanguage()));
  return window;
}

/** The primary screen first. */
function workAreas(): [Rectangle, ...Rectangle[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}

/** Kept whenever the window rests after a move and when it goes: a crash costs at most the last one. */
function rememberPlace(window: BrowserWindow, placeFile: string, log: Log): void {
  let timer: NodeJS.Timeout | undefined;
  let kept = '';
  const keep = () => {
    clearTimeout(timer);
    const place: WindowPlace = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() };
    if (JSON.stringify(place) === kept) return;
    kept = JSON.stringify(place);
    try {
      writeWindowPlace(placeFile, place);
    } catch (error) {
      log.warn('The place of the window could not be kept', { error: toErrorInfo(error) });
    }
  };
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PLACE_RESTS_MS);
  };
  window.on('resize', keepSoon);
  window.on('move', keepSoon);
  window.on('close', keep);
  // Quitting ends the app without closing its windows.
  app.on('before-quit', keep);
  window.on('closed', () => {
    clearTimeout(timer);
    app.off('before-quit', keep);
  });
}
