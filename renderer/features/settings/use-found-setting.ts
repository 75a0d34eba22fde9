import { type RefObject, useEffect } from 'react';
import { useWindow } from '../../state/window-store.ts';

/** Where a setting stands: its row, or the group that is named like it. */
function placeOf(pane: HTMLElement, label: string): HTMLElement | null {
  const name = CSS.escape(label);
  return pane.querySelector(`[data-setting="${name}"], section[aria-label="${name}"]`);
}

const CONTROLS = 'input, select, textarea, button, [role="switch"]';

/** Brings the setting that was looked for into view, marks it until the person does something, and puts the focus on it. */
export function useFoundSetting(pane: RefObject<HTMLElement | null>): void {
  const found = useWindow((state) => state.foundSetting);
  useEffect(() => {
    if (found === null || pane.current === null) return;
    const place = placeOf(pane.current, found);
    useWindow.setState({ foundSetting: null });
    if (place === null) return;
    place.scrollIntoView({ block: 'center' });
    place.dataset.found = 'true';
    // A click on what was found began before: the mark goes with what comes after it.
    const unmark = () => {
      delete place.dataset.found;
      end();
    };
    const end = () => {
      window.removeEventListener('pointerdown', unmark);
      window.removeEventListener('keydown', unmark);
    };
    place.querySelector<HTMLElement>(CONTROLS)?.focus();
    window.addEventListener('pointerdown', unmark);
    window.addEventListener('keydown', unmark);
  }, [found, pane]);
}
