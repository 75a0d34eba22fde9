/**
 * Taking a toast's button is no click "outside" of the dialog or sheet it lies over: that one stays open. A toast goes with the click that
 * takes it, so what was clicked may be in the page no more by the time this is asked.
 */
export function keepOpenForToasts(event: CustomEvent<{ originalEvent: Event }>): void {
  const { target } = event.detail.originalEvent;
  if (target instanceof Element && (!target.isConnected || target.closest('[data-toasts]') !== null)) event.preventDefault();
}
