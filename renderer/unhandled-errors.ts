/** What nobody caught: shown, so that a failure is never only a line in a console that no person sees. */
import { showError } from './state/report-error.ts';

/** Chromium reports this through `error` although nothing failed: observers are simply called again in the next frame. */
const HARMLESS = /^ResizeObserver loop/;

/** Shows errors and rejections that reach the window itself. */
export function reportUnhandledErrors(): void {
  window.addEventListener('error', (event) => {
    if (!HARMLESS.test(event.message)) showError(event.error ?? event.message);
  });
  window.addEventListener('unhandledrejection', (event) => showError(event.reason));
}
