import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createSettingsStore } from '#electron/store/settings.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { settingsSchema } from '#protocol/ipc.ts';
import { makeTestFolder } from '#tests/support/store/open-test-database.ts';

const DEFAULTS = settingsSchema.parse({});

function openSettings(content?: string) {
  const folder = makeTestFolder();
  const file = join(folder, 'settings.json');
  if (content !== undefined) writeFileSync(file, content);
  const open = () => createSettingsStore({ file, log: silentLog, now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
  return { folder, file, open, settings: open() };
}

describe('the settings store', () => {
  test('without a file everything has its default, and nothing is written', () => {
    const { folder, settings } = openSettings();
    expect(settings.get()).toEqual(DEFAULTS);
    expect(settings.problems()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a change is there after a restart, and told', () => {
    const { open, settings, folder } = openSettings();
    const listener = vi.fn();
    settings.onDidChange(listener);
    settings.update({ theme: 'dark', recentFolders: ['/ä'], defaultModel: undefined });
    expect(listener).toHaveBeenCalledExactlyOnceWith({ ...DEFAULTS, theme: 'dark', recentFolders: ['/ä'] });
    expect(open().get()).toEqual({ ...DEFAULTS, theme: 'dark', recentFolders: ['/ä'] });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  test('one broken value costs only itself, is reported, and is kept aside before the first write', () => {
    const broken = JSON.stringify({ theme: 'purple', sidebarWidth: 300, __proto__x: 1 });
    const { file, folder, open, settings } = openSettings(broken);
    expect(settings.get()).toEqual({ ...DEFAULTS, sidebarWidth: 300 });
    expect(settings.problems()).toEqual([{ setting: 'theme', reason: expect.any(String) as string }]);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    settings.update({ theme: 'light' });
    settings.update({ theme: 'dark' });
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.broken-20260102T030405Z']);
    expect(readFileSync(`${file}.broken-20260102T030405Z`, 'utf8')).toBe(broken);
    expect(open().get()).toMatchObject({ theme: 'dark', sidebarWidth: 300 });
  });

  test.each(['', '{"theme": "da', 'null', '[]', '"text"', '\u0000\u0001'])('a file that holds no settings is kept aside: %j', (content) => {
    const { folder, settings } = openSettings(content);
    expect(settings.get()).toEqual(DEFAULTS);
    expect(settings.problems()).toHaveLength(1);
    settings.update({ theme: 'dark' });
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('settings of a newer version stay in the file', () => {
    const { file, settings } = openSettings('{"fromTheFuture": {"a": 1}}');
    settings.update({ theme: 'dark' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ fromTheFuture: { a: 1 }, ...DEFAULTS, theme: 'dark' });
  });

  test('a value out of range is refused and changes nothing', () => {
    const { settings } = openSettings();
    expect(() => settings.update({ idleStopMinutes: 0 })).toThrow();
    expect(settings.get()).toEqual(DEFAULTS);
  });

  test('a file that cannot be written leaves the settings as they were', () => {
    const { file, settings } = openSettings();
    // A folder of this name can't be written to by anyone, root included.
    mkdirSync(`${file}.unfinished`);
    chmodSync(`${file}.unfinished`, 0o500);
    expect(() => settings.update({ theme: 'dark' })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^storage-/) as string }),
    );
    expect(settings.get()).toEqual(DEFAULTS);
  });
});
