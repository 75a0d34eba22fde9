import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { showError } from '#renderer/state/report-error.ts';
import { showInfo, showUndo, undoLast, useToasts } from '#renderer/state/toasts-store.ts';
import { useWindow } from '#renderer/state/window-store.ts';

const toasts = () => useToasts.getState().toasts;

beforeEach(() => useToasts.setState({ toasts: [] }));

test('an undo is offered for ten seconds', () => {
  showUndo('Deleted', () => undefined);
  expect(toasts()).toMatchObject([{ message: 'Deleted', durationMs: 10_000, action: { label: 'Undo' } }]);
});

test('undo takes back what was done last, once', () => {
  const first = vi.fn();
  const second = vi.fn();
  showUndo('First', first);
  showUndo('Second', second);
  expect(undoLast()).toBe(true);
  expect(second).toHaveBeenCalledOnce();
  expect(first).not.toHaveBeenCalled();
  expect(toasts().map(({ message }) => message)).toEqual(['First']);
});

test('the same note again does not pile up', () => {
  showInfo('Copied');
  showInfo('Copied');
  expect(toasts()).toHaveLength(1);
});

test('an error stays until it is closed and offers its way out', () => {
  showError(new AppError({ code: 'auth', message: 'The key is wrong.', action: 'open-settings' }));
  expect(toasts()).toMatchObject([{ kind: 'error', durationMs: null, action: { label: 'Open settings' } }]);
  toasts()[0]?.action?.run();
  expect(useWindow.getState()).toMatchObject({ dialog: 'settings', settingsSection: 'account' });
});

test('an error that can be tried again offers that', () => {
  const retry = vi.fn();
  showError(new Error('No luck'), retry);
  toasts()[0]?.action?.run();
  expect(retry).toHaveBeenCalledOnce();
});

test('a cancellation is no error', () => {
  showError(new AppError({ code: 'cancelled', message: 'Cancelled' }));
  expect(toasts()).toEqual([]);
});
