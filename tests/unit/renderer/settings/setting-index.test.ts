import { describe, expect, test } from 'vitest';
import { allSettings, findSettings, settingLabel } from '#renderer/features/settings/setting-index.ts';

describe('the search in the settings', () => {
  test.each([
    ['theme', 'Theme'],
    ['german', 'Language'],
    ['timeout', 'Give up a turn after (seconds)'],
    ['firewall', 'Proxy'],
    ['ssl', 'Certificates of your own'],
    ['tray', 'When the window is closed'],
    ['hotkey', 'Quick composer, from anywhere'],
    ['wipe', 'Delete all my data'],
    ['model new', 'Model for new conversations'],
    ['api key', 'Account'],
    ['doctor', 'Doctor'],
  ])('“%s” finds “%s” first', (query, label) => {
    expect(findSettings(query)[0]?.label).toBe(label);
  });

  test('what fits nothing finds nothing', () => {
    expect(findSettings('quantum flux')).toEqual([]);
  });

  test('no two have the same name in one section: a name is how they are found on the page', () => {
    const names = allSettings().map(({ section, label }) => `${section} ${label}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('a setting of the file has its name on the page, an unknown one its own', () => {
    expect([settingLabel('idleStopMinutes'), settingLabel('teleport')]).toEqual(['Stop idle agents after (minutes)', 'teleport']);
  });
});
