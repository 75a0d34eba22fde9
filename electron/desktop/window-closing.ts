/** What closing the window means: agents may be at work, so on a desktop with a tray the app can stay there. */
import { app, type BrowserWindow, dialog } from 'electron';
import type { Settings } from '#protocol/ipc.ts';
import type { SettingsStore } from '../store/settings.ts';
import { strings } from '../strings/strings.ts';
import type { LastSave } from './last-save.ts';

export type ClosingDecision = 'close' | 'hide' | 'ask';

export interface ClosingSituation {
  isQuitting: boolean;
  hasTray: boolean;
  setting: Settings['closeWindow'];
}

/** A desktop without a tray would leave the app running with no way back to it, so there closing is quitting. */
export function decideOnClose({ isQuitting, hasTray, setting }: ClosingSituation): ClosingDecision {
  if (isQuitting || !hasTray || setting === 'quit') return 'close';
  return setting === 'keep-in-tray' ? 'hide' : 'ask';
}

export interface ClosingOptions {
  settings: SettingsStore;
  lastSave: LastSave;
  hasTray: () => boolean;
  isQuitting: () => boolean;
}

/** Asks once, remembers the answer; it can be changed in the settings. */
export function handleClosing(window: BrowserWindow, { settings, lastSave, hasTray, isQuitting }: ClosingOptions): void {
  window.on('close', (event) => {
    const decision = decideOnClose({ isQuitting: isQuitting(), hasTray: hasTray(), setting: settings.get().closeWindow });
    event.preventDefault();
    if (decision === 'close') void lastSave.request().then(() => window.destroy());
    else if (decision === 'hide') window.hide();
    else void ask(window, settings);
  });
}

async function ask(window: BrowserWindow, settings: SettingsStore): Promise<void> {
  const { closing: words } = strings();
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.question,
    detail: words.detail,
    buttons: [words.keep, words.quit, words.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  if (response === 2) return;
  settings.update({ closeWindow: response === 0 ? 'keep-in-tray' : 'quit' });
  if (response === 0) window.hide();
  else app.quit();
}
