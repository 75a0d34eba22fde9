/** Settings as a file to take along: written without what concerns this computer alone, and looked through before anything of it is taken. */
import { type Settings, settingsSchema } from '#protocol/ipc.ts';
import type { SettingProblem, SettingsImportPreview } from '#protocol/settings-file.ts';

/** What tells the file from any other JSON. */
const KIND = 'agent-manager-settings';
const VERSION = 1;

/**
 * Where one has worked is nobody else's business, and folders, programs and panes of this computer mean nothing on another. A program, or the
 * place programs come from, above all must not come from somebody's file: it would be run.
 */
const STAYS_HERE: readonly (keyof Settings)[] = [
  'recentFolders',
  'backupFolder',
  'caFile',
  'pythonPath',
  'updateFeed',
  'sidebarWidth',
  'inspectorWidth',
  'inspectorTab',
];

/** The file's text. Keys and tokens are no settings: they lie in the key store and can't get in here. */
export function exportedSettings(settings: Settings): string {
  const shared = Object.fromEntries(Object.entries(settings).filter(([name]) => !STAYS_HERE.includes(name as keyof Settings)));
  return `${JSON.stringify({ kind: KIND, version: VERSION, settings: shared }, null, 2)}\n`;
}

export type SettingsImport = { patch: Partial<Settings>; preview: Omit<SettingsImportPreview, 'fileName'> };

/** What a file would change. Throws a plain sentence for one that is no file of settings. */
export function readImport(text: string, current: Settings): SettingsImport {
  const patch: Record<string, unknown> = {};
  const refused: SettingProblem[] = [];
  const changes: SettingsImportPreview['changes'] = [];
  let same = 0;
  for (const [setting, value] of Object.entries(settingsIn(text))) {
    const checked = checkSetting(setting, value);
    if ('reason' in checked) {
      refused.push({ setting, reason: checked.reason });
      continue;
    }
    const before = current[setting as keyof Settings];
    if (JSON.stringify(before) === JSON.stringify(checked.value)) {
      same += 1;
      continue;
    }
    patch[setting] = checked.value;
    changes.push({ setting, before: readable(before), after: readable(checked.value) });
  }
  return { patch: patch as Partial<Settings>, preview: { changes, refused, same } };
}

function settingsIn(text: string): Record<string, unknown> {
  const content = parsed(text);
  if (!isObject(content) || content.kind !== KIND || !isObject(content.settings)) {
    throw new Error('This is no file of Agent Manager’s settings.');
  }
  if (typeof content.version !== 'number' || content.version > VERSION) {
    throw new Error('These settings were exported by a newer Agent Manager. Update this one first.');
  }
  return content.settings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkSetting(setting: string, value: unknown): { value: unknown } | { reason: string } {
  if (!Object.hasOwn(settingsSchema.shape, setting)) return { reason: 'Agent Manager has no such setting.' };
  if (STAYS_HERE.includes(setting as keyof Settings)) return { reason: 'It concerns the computer it was exported on.' };
  const result = settingsSchema.shape[setting as keyof Settings].safeParse(value);
  if (result.success) return { value: result.data };
  return { reason: result.error.issues.map(({ message }) => message).join(' ') };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line, short enough for a table. */
function readable(value: unknown): string {
  if (value === null || value === '') return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
