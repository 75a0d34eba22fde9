/** A page whose process has crashed is loaded again: everything it showed is in the database or comes as an event. */
import { app, type BrowserWindow, dialog } from 'electron';
import type { Log } from '#platform/log.ts';
import { strings } from '../strings/strings.ts';

/** A page that crashes as it loads would crash for ever; the third time within a minute the person decides. */
const MAX_RELOADS = 2;
const WITHIN_MS = 60_000;

/** The times of crashes, oldest first, and now: whether the page may be loaded again without asking. */
export function mayReload(crashTimes: readonly number[], nowMs: number): boolean {
  return crashTimes.filter((time) => nowMs - time < WITHIN_MS).length <= MAX_RELOADS;
}

export function recoverPage(window: BrowserWindow, log: Log): void {
  const crashTimes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error('The window’s page has crashed', { reason, exitCode });
    const nowMs = performance.now();
    crashTimes.push(nowMs);
    // Not inside the event: Chromium is still taking the dead process apart.
    setImmediate(() => {
      if (window.isDestroyed()) return;
      if (mayReload(crashTimes, nowMs)) window.webContents.reload();
      else void askToReload(window);
    });
  });
}

async function askToReload(window: BrowserWindow): Promise<void> {
  const { crash: words } = strings();
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: words.title,
    detail: words.detail,
    buttons: [words.loadAgain, words.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) app.quit();
  else window.webContents.reload();
}
