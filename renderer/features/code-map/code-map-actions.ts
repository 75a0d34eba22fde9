/** What can be done with a place in the code, wherever it is shown. */
import { invoke } from '../../api.ts';
import { useComposerIntent } from '../../state/composer-intent.ts';
import { closeInspector } from '../../state/inspector.ts';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { type CodePlace, questionAbout } from './code-reference.ts';

export function openInEditor(conversationId: string, { path, line }: CodePlace): void {
  reportErrors(invoke('desktop.openInEditor', { conversationId, file: path, line: Math.max(1, line) }));
}

/** Puts a reference into the composer and goes there; nothing is sent. */
export function askAgent(store: CodeMapStore, conversationId: string, place: CodePlace): void {
  askForText(store, conversationId, questionAbout(place));
}

/** Puts a text into the composer and goes there, for the person to send or change. */
export function askForText(store: CodeMapStore, conversationId: string, text: string): void {
  store.setState({ isLarge: false });
  if (useWindow.getState().inspectorNarrow) closeInspector();
  // Once nothing lies over the composer any more, so that it can take the focus.
  setTimeout(() => useComposerIntent.getState().request({ conversationId, text }));
}

export function copyText(text: string): void {
  reportErrors(invoke('desktop.copyText', { text }).then(() => showInfo(strings.markdown.copied)));
}
