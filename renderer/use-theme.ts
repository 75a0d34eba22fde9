import { useLayoutEffect } from 'react';
import { useSettings } from './state/settings-store.ts';

/** Puts the person's theme on the page; "system" leaves the choice to `prefers-color-scheme`. */
export function useTheme(): void {
  const theme = useSettings((state) => state.settings.theme);
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
