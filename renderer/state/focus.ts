/** Where the focus goes when what had it is gone: a keyboard must never act on nothing. */

/** The field in which one writes to the agent, by its accessible name. */
const MESSAGE_FIELD = 'textarea[aria-label="Message"]';

/** Puts the focus into the composer of the conversation shown, if there is one. */
export function focusMessageField(): void {
  document.querySelector<HTMLTextAreaElement>(MESSAGE_FIELD)?.focus();
}

/** The same, unless something has the focus by then. */
export function focusMessageFieldIfLost(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusMessageField();
  });
}
