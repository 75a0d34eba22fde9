/** Taking a toast's button is no click "outside" of the dialog or sheet it lies over: that one stays open. */
export function keepOpenForToasts(event: CustomEvent<{ originalEvent: Event }>): void {
  const { target } = event.detail.originalEvent;
  if (target instanceof Element && target.closest('[data-toasts]') !== null) event.preventDefault();
}
