import { nativeTheme } from 'electron';
import type { SettingsStore } from '../store/settings.ts';

/** Makes the page's `prefers-color-scheme`, native menus and dialogs follow the setting. */
export function followTheme(settings: SettingsStore): void {
  const apply = () => {
    nativeTheme.themeSource = settings.get().theme;
  };
  apply();
  settings.onDidChange(apply);
}
