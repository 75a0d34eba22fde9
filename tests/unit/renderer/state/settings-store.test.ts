import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settingsSchema } from '#protocol/ipc.ts';
import { changeSetting, INITIAL_SETTINGS, useSettings } from '#renderer/state/settings-store.ts';
import { createFakePreload, type FakePreload } from '#tests/support/fake-preload/fake-preload.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

let fake: FakePreload;

beforeEach(() => {
  fake = createFakePreload(usualState());
  vi.stubGlobal('window', { agentManager: fake.api });
  useSettings.setState({ settings: INITIAL_SETTINGS, errors: {} });
});

afterEach(() => vi.unstubAllGlobals());

test('until main has answered the defaults of the contract apply', () => {
  expect(INITIAL_SETTINGS).toEqual(settingsSchema.parse({}));
});

test('a change shows at once and is saved', async () => {
  const saved = changeSetting('theme', 'dark');
  expect(useSettings.getState().settings.theme).toBe('dark');
  await saved;
  expect(fake.state.settings.theme).toBe('dark');
});

test('a change that can not be saved is taken back and says why, until the next one works', async () => {
  fake.failNext('settings.update', { code: 'storage-read-only', message: 'The settings can not be written.' });
  await changeSetting('theme', 'dark');
  expect(useSettings.getState().settings.theme).toBe('system');
  expect(useSettings.getState().errors.theme?.message).toBe('The settings can not be written.');
  await changeSetting('theme', 'light');
  expect(useSettings.getState().errors.theme).toBeUndefined();
});
