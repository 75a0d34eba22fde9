import { nativeTheme } from 'electron';
import type { SettingsService } from './settings-service.ts';

/** Makes the page's `prefers-color-scheme`, native menus and dialogs follow the setting. */
export function followTheme(settings: SettingsService): void {
  const apply = () => {
    nativeTheme.themeSource = settings.get().theme;
  };
  apply();
  settings.onDidChange(apply);
}
