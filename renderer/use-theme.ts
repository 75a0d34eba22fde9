import { useLayoutEffect } from 'react';
import { useSettings } from './state/settings-store.ts';

/** Colours that the system forces come with a wish for contrast of their own kind; ours then only has to draw its edges. */
const WANTS_CONTRAST = '(prefers-contrast: more), (forced-colors: active)';

/** Puts the person's theme and contrast on the page; "system" leaves the theme to `prefers-color-scheme`, and the contrast to its like. */
export function useTheme(): void {
  const theme = useSettings((state) => state.settings.theme);
  const contrast = useSettings((state) => state.settings.contrast);
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  useLayoutEffect(() => {
    const wish = window.matchMedia(WANTS_CONTRAST);
    const apply = () => {
      if (contrast === 'high' || wish.matches) document.documentElement.dataset.contrast = 'high';
      else delete document.documentElement.dataset.contrast;
    };
    apply();
    wish.addEventListener('change', apply);
    return () => wish.removeEventListener('change', apply);
  }, [contrast]);
}
