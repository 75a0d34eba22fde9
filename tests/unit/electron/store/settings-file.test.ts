import { describe, expect, test } from 'vitest';
import { exportedSettings, readImport } from '#electron/store/settings-file.ts';
import { type Settings, settingsSchema } from '#protocol/ipc.ts';

const defaults: Settings = settingsSchema.parse({});
const file = (settings: Record<string, unknown>, version = 1) => JSON.stringify({ kind: 'agent-manager-settings', version, settings });

describe('settings as a file', () => {
  test('out and in again changes nothing, and what concerns this computer stays here', () => {
    const mine = { ...defaults, recentFolders: ['/home/ada/secret-project'], caFile: '/etc/house.pem', idleStopMinutes: 30 };
    const text = exportedSettings(mine);
    expect(text).not.toContain('secret-project');
    expect(text).not.toContain('house.pem');
    const { patch, preview } = readImport(text, mine);
    expect([patch, preview.changes, preview.refused]).toEqual([{}, [], []]);
    expect(readImport(text, defaults).preview.changes).toEqual([{ setting: 'idleStopMinutes', before: '10', after: '30' }]);
  });

  test('what can’t be used is refused by name, and the rest comes', () => {
    const { patch, preview } = readImport(
      file({
        theme: 'dark',
        idleStopMinutes: -5,
        teleport: true,
        pythonPath: '/tmp/evil',
        updateFeed: 'https://updates.example/evil',
        proxyUrl: 'http://ada:hunter22@proxy:1',
        shortcuts: { search: ['Ctrl+F'] },
        __proto__: 1,
        turnDeadlineSeconds: 120,
      }),
      defaults,
    );
    expect(patch).toEqual({ theme: 'dark' });
    expect(preview.refused.map(({ setting }) => setting)).toEqual([
      'idleStopMinutes',
      'teleport',
      'pythonPath',
      'updateFeed',
      'proxyUrl',
      'shortcuts',
    ]);
    expect(preview.refused[1]?.reason).toBe('Agent Manager has no such setting.');
    expect(JSON.stringify(preview)).not.toContain('hunter22');
    expect(preview.same).toBe(1);
  });

  test.each([
    ['no JSON', 'theme = dark'],
    ['another kind', '{"kind":"vscode","settings":{}}'],
    ['a list', '[]'],
    ['no settings', '{"kind":"agent-manager-settings","version":1}'],
  ])('%s is no such file', (_what, text) => {
    expect(() => readImport(text, defaults)).toThrow('no file of Agent Manager’s settings');
  });

  test('a file of a newer app is refused as one', () => {
    expect(() => readImport(file({}, 2), defaults)).toThrow('newer Agent Manager');
  });
});
