/** Failures that no part of the page shows by itself, and what their buttons do. */
import { AppError, type ErrorAction, type ErrorCode, type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../api.ts';
import { strings } from '../strings/strings.ts';
import { useToasts } from './toasts-store.ts';
import { openSettings, type SettingsSection } from './window-store.ts';

/** Where the cause of an error is set, for those that settings can mend; what is not listed comes of the account. */
const SETTINGS_OF_ERROR: Partial<Record<ErrorCode, SettingsSection>> = {
  // Python was not found: its path stands among the agents.
  'start-failed': 'agents',
  network: 'network',
};

/**
 * Does what an error offers, as far as that needs no context. Returns false for the actions only the place of the error can do
 * (retry, choose a model or folder, a new conversation).
 */
export function runErrorAction(action: ErrorAction, code?: ErrorCode): boolean {
  switch (action) {
    case 'open-settings':
      openSettings((code && SETTINGS_OF_ERROR[code]) ?? 'account');
      return true;
    case 'show-log':
      reportErrors(invoke('desktop.showLog'));
      return true;
    case 'open-recovery':
      reportErrors(invoke('data.openRecovery'));
      return true;
    default:
      return false;
  }
}

/** Shows a failure as a toast that stays until closed, with its way out. A cancellation is no failure. `retry`: does it again. */
export function showError(error: unknown, retry?: () => void): void {
  const info = toErrorInfo(error);
  // Whoever threw something else than an AppError did not write for people.
  const message = error instanceof AppError ? info.message : strings.state.fault(info.message);
  if (info.code === 'cancelled') return;
  useToasts.getState().show({ kind: 'error', message, durationMs: null, action: toastAction(info, retry) });
}

function toastAction(info: ErrorInfo, retry: (() => void) | undefined) {
  if (info.action === 'open-settings')
    return { label: strings.common.openSettings, run: () => void runErrorAction('open-settings', info.code) };
  if (info.action === 'open-recovery') return { label: strings.common.openRecovery, run: () => void runErrorAction('open-recovery') };
  if (retry !== undefined) return { label: strings.common.tryAgain, run: retry };
  // Nothing the person can do about it: the log says what happened.
  return { label: strings.common.showLog, run: () => void runErrorAction('show-log') };
}

/** For calls whose answer nobody waits for: a failure is shown, never swallowed. */
export function reportErrors(work: Promise<unknown>): void {
  work.catch((error: unknown) => showError(error));
}
