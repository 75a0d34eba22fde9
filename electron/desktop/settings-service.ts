/** The person's settings: one JSON file, read once, written whole on each change. */
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Log } from '#platform/log.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import { type Settings, settingsSchema } from '#protocol/ipc.ts';

export interface SettingsService {
  get(): Settings;
  /** Throws a storage error when the change could not be kept; it then has not taken effect either. */
  update(patch: SettingsPatch): Settings;
  onDidChange(listener: (settings: Settings) => void): void;
}

type SettingsPatch = { [Field in keyof Settings]?: Settings[Field] | undefined };

/** A file that can't be read, or values in it that can't be used, are kept beside it as `settings.json.broken`; the good values stay in use. */
export function createSettingsService({ file, log }: { file: string; log: Log }): SettingsService {
  const listeners = new Set<(settings: Settings) => void>();
  let settings = load(file, log);
  return {
    get: () => settings,
    update(patch) {
      const next = settingsSchema.parse({ ...settings, ...withoutUndefined(patch) });
      save(file, next);
      settings = next;
      for (const listener of listeners) listener(settings);
      return settings;
    },
    onDidChange: (listener) => void listeners.add(listener),
  };
}

function load(file: string, log: Log): Settings {
  if (!existsSync(file)) return settingsSchema.parse({});
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    keepBroken(file, log, toErrorInfo(error).message);
    return settingsSchema.parse({});
  }
  const whole = settingsSchema.safeParse(stored);
  if (whole.success) return whole.data;
  keepBroken(file, log, whole.error.message);
  return settingsSchema.parse(usableFields(stored));
}

/** The fields that are right by themselves: one bad value must not take all others with it. */
function usableFields(stored: unknown): Record<string, unknown> {
  if (typeof stored !== 'object' || stored === null) return {};
  const fields = Object.entries(stored).filter(([name, value]) => {
    const schema = settingsSchema.shape[name as keyof Settings];
    return schema?.safeParse(value).success === true;
  });
  return Object.fromEntries(fields);
}

function keepBroken(file: string, log: Log, problem: string): void {
  const copy = `${file}.broken`;
  log.warn('The settings file has values that can’t be used; it is kept beside', { copy, problem });
  try {
    copyFileSync(file, copy);
  } catch (error) {
    log.error('The broken settings file could not be kept', { error: toErrorInfo(error) });
  }
}

function save(file: string, settings: Settings): void {
  const temporary = `${file}.new`;
  try {
    writeFileSync(temporary, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
    // Renamed over the old one: a crash leaves the old file or the new one, never half of one.
    renameSync(temporary, file);
  } catch (error) {
    const { message } = toErrorInfo(error);
    throw new AppError({ code: 'storage-unavailable', message: 'The setting could not be saved. Check that the data folder can be written to.', details: message }, { cause: error });
  }
}

function withoutUndefined(patch: SettingsPatch): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
