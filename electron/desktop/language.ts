/** Makes main and its windows speak the language of the settings. */
import { app, BrowserWindow } from 'electron';
import { chooseLanguage } from '#protocol/language.ts';
import type { SettingsStore } from '../store/settings.ts';
import { currentLanguage, speak } from '../strings/strings.ts';
import type { LastSave } from './last-save.ts';
import { inLanguage } from './page-address.ts';

/** Main speaks it from now on; called as soon as the settings are read, and the app is ready. */
export function speakAsSet(settings: SettingsStore): boolean {
  return speak(chooseLanguage(settings.get().language, app.getPreferredSystemLanguages()));
}

export interface LanguageOptions {
  settings: SettingsStore;
  lastSave: LastSave;
  /** What main has on the desktop is drawn anew. */
  onChange: () => void;
  /** The page has begun to load in the new language. */
  onReload: () => void;
}

/** A change loads the page again, after it has saved what is being written. */
export function followLanguage({ settings, lastSave, onChange, onReload }: LanguageOptions): void {
  settings.onDidChange(() => {
    if (!speakAsSet(settings)) return;
    onChange();
    void lastSave.request().then(() => {
      for (const { webContents } of BrowserWindow.getAllWindows())
        void webContents.loadURL(inLanguage(webContents.getURL(), currentLanguage()));
      onReload();
    });
  });
}
