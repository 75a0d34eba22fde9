import { useEffect } from 'react';
import { isTyped, parseChord, writeChord } from '#protocol/chords.ts';
import { COMMANDS, type Command, keysOf } from '#protocol/commands.ts';
import { isMac } from '../../components/platform.ts';
import { useDataDialog } from '../../state/data-dialog.ts';
import { useSettings } from '../../state/settings-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { useWorktreeDialog } from '../worktree/worktree-store.ts';
import { runCommand, whyUnavailable } from './command-actions.ts';
import { pressedChord } from './pressed-chord.ts';

/** Runs commands by their keys. A key that a part of the page has used (`preventDefault`) is left alone. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const chord = pressedChord(event, isMac);
  if (chord === null) return;
  const command = commandOfChord(writeChord(chord));
  if (command === undefined) return;
  if (isTextField(event.target) && (command.notWhileTyping === true || !worksWhileTyping(writeChord(chord)))) return;
  if (isDialogOpen() && command.overDialogs !== true) return;
  // What can't be undone is left to the page, where the same keys may mean something.
  if (command.notWhileTyping === true && whyUnavailable(command.id) !== null) return;
  event.preventDefault();
  runCommand(command.id);
}

function commandOfChord(chord: string): Command | undefined {
  const { shortcuts } = useSettings.getState().settings;
  return COMMANDS.find(({ id }) => keysOf(shortcuts, id).includes(chord));
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])');
}

/** A plain character is text, and mod with an arrow moves the caret. */
function worksWhileTyping(text: string): boolean {
  const chord = parseChord(text);
  if (chord === null || isTyped(chord)) return false;
  if (chord.modifiers.includes('alt') || /^F\d/.test(chord.key)) return true;
  return chord.modifiers.includes('mod') && !['up', 'down', 'left', 'right', 'home', 'end', 'backspace', 'delete'].includes(chord.key);
}

const isDialogOpen = () => {
  const { dialog, sidebarSheetOpen, inspectorSheet } = useWindow.getState();
  const isOther = useDataDialog.getState().dialog !== null || useWorktreeDialog.getState().dialog !== null;
  return dialog !== null || sidebarSheetOpen || inspectorSheet !== null || isOther;
};
