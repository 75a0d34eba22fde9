/** What a key means in a field in which one writes to an agent. */

export type ComposerKeyAction = 'send' | 'send-now' | 'escape' | 'edit-last' | null;

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>;

/** The key code of every key that an input method takes for itself; Safari and some Linux input methods set it without `isComposing`. */
const IME_KEY_CODE = 229;

/** True for keys that an input method takes while it composes. */
export function isOfInputMethod(event: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === IME_KEY_CODE;
}

/**
 * Enter sends, Ctrl+Enter or ⌘Enter sends into a running turn, Shift+Enter and Alt+Enter break the line. While an input method composes, Enter and Escape are its own: sending then would
 * send half a word.
 */
export function composerKeyAction(event: KeyPress): ComposerKeyAction {
  if (isOfInputMethod(event)) return null;
  if (event.key === 'Enter') {
    if (event.shiftKey || event.altKey) return null;
    return event.ctrlKey || event.metaKey ? 'send-now' : 'send';
  }
  if (event.key === 'Escape') return 'escape';
  if (event.key === 'ArrowUp' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) return 'edit-last';
  return null;
}
