/**
 * The settings, in a JSON file of their own: they are needed before the database is open, and also when it can't be. Written whole and
 * atomically; a value that can't be used is replaced by its default in memory, and the file it stood in is kept beside before the
 * first write that would lose it.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { type Settings, settingsSchema } from '#protocol/ipc.ts';
import type { SettingProblem } from '#protocol/settings-file.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { timeStamp } from './backups/backup-names.ts';
import { withStorageErrors } from './storage-errors.ts';
import type { StoreLog } from './store-log.ts';

export interface SettingsStore {
  get(): Settings;
  /** Throws `storage-unavailable` or the like when the file can't be written; then nothing changed. */
  update(patch: SettingsPatch): Settings;
  /** Told after each change that was kept. */
  onDidChange(listener: (settings: Settings) => void): void;
  /** What could not be used when the file was read: for the log and a quiet line in the settings page. */
  problems(): SettingProblem[];
  /** Where the file that could not be used was kept; null until the first write, which keeps it. */
  keptFile(): string | null;
}

export type SettingsPatch = { [Setting in keyof Settings]?: Settings[Setting] | undefined };

export interface SettingsStoreOptions {
  file: string;
  log: StoreLog;
  now?: () => number;
}

export function createSettingsStore({ file, log, now = Date.now }: SettingsStoreOptions): SettingsStore {
  const { stored, problems } = load(file);
  for (const problem of problems) log.warn('A setting can’t be used; its default is', { ...problem });
  const listeners = new Set<(settings: Settings) => void>();
  const { others } = stored;
  let { settings } = stored;
  let mustKeepOriginal = problems.length > 0;
  let keptFile: string | null = null;

  return {
    get: () => settings,
    problems: () => problems,
    keptFile: () => keptFile,
    update(patch) {
      const changed = Object.entries(patch).filter(([, value]) => value !== undefined);
      const next = settingsSchema.parse({ ...settings, ...Object.fromEntries(changed) });
      withStorageErrors(() => {
        if (mustKeepOriginal) keptFile = keepOriginal(file, now());
        // What a newer version added stays for it.
        writeFileAtomically(file, `${JSON.stringify({ ...others, ...next }, null, 2)}\n`);
      });
      mustKeepOriginal = false;
      settings = next;
      for (const listener of listeners) listener(next);
      return next;
    },
    onDidChange: (listener) => void listeners.add(listener),
  };
}

function keepOriginal(file: string, nowMs: number): string {
  const kept = `${file}.broken-${timeStamp(nowMs)}`;
  copyFileSync(file, kept);
  return kept;
}

interface StoredSettings {
  settings: Settings;
  /** Settings this version doesn't know. */
  others: Record<string, unknown>;
}

function load(file: string): { stored: StoredSettings; problems: SettingProblem[] } {
  const defaults = settingsSchema.parse({});
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const problems = isAbsent ? [] : [{ setting: null, reason: error instanceof Error ? error.message : String(error) }];
    return { stored: { settings: defaults, others: {} }, problems };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return {
      stored: { settings: defaults, others: {} },
      problems: [{ setting: null, reason: 'The file holds no settings.' }],
    };
  }
  return readEach(content as Record<string, unknown>, defaults);
}

/** Each setting by itself, so that one broken value doesn't cost the others. */
function readEach(content: Record<string, unknown>, defaults: Settings): { stored: StoredSettings; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const others: Record<string, unknown> = {};
  const usable: Record<string, unknown> = {};
  for (const [setting, value] of Object.entries(content)) {
    const schema = Object.hasOwn(settingsSchema.shape, setting) ? settingsSchema.shape[setting as keyof Settings] : undefined;
    if (schema === undefined) {
      others[setting] = value;
      continue;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) usable[setting] = parsed.data;
    else problems.push({ setting, reason: parsed.error.issues.map(({ message }) => message).join('; ') });
  }
  return { stored: { settings: { ...defaults, ...usable }, others }, problems };
}
