/** One instance, an orderly quit, and no way out that leaves a process behind. */
import { accessSync, constants, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Log } from '#platform/log.ts';

/** DESIGN.md, "Lifecycle numbers": quit takes 5 s in all. */
const QUIT_DEADLINE_MS = 5_000;

export interface Quitting {
  /** True from the first request to quit on: windows then close without a question. */
  isUnderWay(): boolean;
  /** Quits in the same order, runs `work` when nothing of the app is in use any more, and starts the app again. */
  restart(work: () => void): Promise<void>;
}

export interface QuitOptions {
  /** Ends turns and agents, then closes the database. */
  closeEverything: () => Promise<void>;
  log: Log;
}

/**
 * Makes every way to quit pass through `closeEverything`, once. Electron does not wait for async work in its quit events, so the
 * first is prevented synchronously and the app exits when the work is done or its time is up.
 */
export function installOrderlyQuit({ closeEverything, log }: QuitOptions): Quitting {
  let isQuitting = false;

  const close = async () => {
    const deadline = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), QUIT_DEADLINE_MS));
    try {
      const outcome = await Promise.race([closeEverything(), deadline]);
      if (outcome === 'late') log.warn('Quit took too long; leaving now, the guard ends what is left', { deadlineMs: QUIT_DEADLINE_MS });
    } catch (error) {
      log.error('Quit failed halfway; leaving now, the guard ends what is left', { error });
    }
  };
  const quit = async () => {
    await close();
    app.exit(0);
  };

  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isQuitting) return;
    isQuitting = true;
    void quit();
  });
  // A terminal's Ctrl+C, a logout and a service manager ask like this; without it main would die without a word to its children.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  return {
    isUnderWay: () => isQuitting,
    async restart(work) {
      if (isQuitting) return;
      isQuitting = true;
      await close();
      try {
        work();
      } catch (error) {
        // Its renames are made so that the next start ends or undoes what was begun.
        console.error(error);
      }
      // An AppImage runs from a folder that is gone when it has ended: the file itself is started.
      const { APPIMAGE } = process.env;
      app.relaunch(APPIMAGE === undefined ? {} : { execPath: APPIMAGE, args: process.argv.slice(1) });
      app.exit(0);
    },
  };
}

/**
 * Returns false in a second instance, which must leave at once. `onSecondInstance` runs in the first, with the arguments of the second. In a
 * folder that can't be written to, or on a full disk, there is no lock to take: the window opens and says so, instead of nothing happening.
 */
export function claimSingleInstance(dataFolder: string, onSecondInstance: (args: string[]) => void): boolean {
  if (!app.requestSingleInstanceLock() && isLockHeld(dataFolder)) return false;
  app.on('second-instance', (_event, args) => onSecondInstance(args));
  return true;
}

/** The engine's lock is a link in the data folder, but for Windows, where taking it writes nothing. */
function isLockHeld(dataFolder: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    accessSync(dataFolder, constants.W_OK);
    lstatSync(join(dataFolder, 'SingletonLock'));
    return true;
  } catch {
    // Not writable, or no lock: nobody can hold one.
    return false;
  }
}
