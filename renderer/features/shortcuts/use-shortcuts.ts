import { useEffect } from 'react';
import { isMac } from '../../components/platform.ts';
import { undoLast } from '../../state/toasts-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { matchesShortcut, SHORTCUT_SECTIONS } from './shortcuts.ts';

/** Runs the window's shortcuts. A key that a part of the page has used (`preventDefault`) is left alone. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const isTyping = isTextField(event.target);
  // In a text field undo belongs to the text.
  if (!isTyping && matchesShortcut(event, 'mod+z', isMac) && undoLast()) {
    event.preventDefault();
    return;
  }
  for (const { shortcuts } of SHORTCUT_SECTIONS) {
    for (const { keys, run, overDialogs } of shortcuts) {
      const pressed = run !== undefined && keys.find((candidate) => matchesShortcut(event, candidate, isMac));
      if (!pressed || (isTyping && !worksWhileTyping(pressed)) || (isDialogOpen() && overDialogs !== true)) continue;
      event.preventDefault();
      run();
      return;
    }
  }
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])');
}

/** A plain character is text, and mod with an arrow moves the caret. */
function worksWhileTyping(keys: string): boolean {
  return keys.includes('alt+') || (keys.includes('mod+') && !/\+(up|down)$/.test(keys));
}

const isDialogOpen = () => {
  const { dialog, sidebarSheetOpen, inspectorSheet } = useWindow.getState();
  return dialog !== null || sidebarSheetOpen || inspectorSheet !== null;
};
