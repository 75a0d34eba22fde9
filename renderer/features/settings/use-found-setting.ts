import { type RefObject, useEffect } from 'react';
import { useWindow } from '../../state/window-store.ts';

/** Where a setting stands: its row, or the group that is named like it. */
function placeOf(pane: HTMLElement, label: string): HTMLElement | null {
  const name = CSS.escape(label);
  return pane.querySelector(`[data-setting="${name}"], section[aria-label="${name}"]`);
}

const CONTROLS = 'input, select, textarea, button, [role="switch"]';

/** The section that was just opened is drawn a moment after the dialog says so; what is not there by then is not on the page. */
const MAX_FRAMES = 20;

/** Brings the setting that was looked for into view, marks it until the person does something, and puts the focus on it. */
export function useFoundSetting(pane: RefObject<HTMLElement | null>): void {
  const found = useWindow((state) => state.foundSetting);
  useEffect(() => {
    if (found === null) return;
    let frame = 0;
    const look = (framesLeft: number) => {
      const place = pane.current === null ? null : placeOf(pane.current, found);
      if (place === null && framesLeft > 0) {
        frame = requestAnimationFrame(() => look(framesLeft - 1));
        return;
      }
      useWindow.setState({ foundSetting: null });
      if (place !== null) show(place);
    };
    look(MAX_FRAMES);
    return () => cancelAnimationFrame(frame);
  }, [found, pane]);
}

function show(place: HTMLElement): void {
  place.scrollIntoView({ block: 'center' });
  place.dataset.found = 'true';
  place.querySelector<HTMLElement>(CONTROLS)?.focus();
  const unmark = () => {
    delete place.dataset.found;
    window.removeEventListener('pointerdown', unmark);
    window.removeEventListener('keydown', unmark);
  };
  window.addEventListener('pointerdown', unmark);
  window.addEventListener('keydown', unmark);
}
