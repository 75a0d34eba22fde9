/** Channels of the settings and of the file one takes them along in. */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { Settings } from '#protocol/ipc.ts';
import { askForSettingsFile, askWhereToSaveSettings } from '../desktop/file-dialogs.ts';
import { writeFileAtomically } from '../store/atomic-file.ts';
import type { SettingsStore } from '../store/settings.ts';
import { exportedSettings, readImport } from '../store/settings-file.ts';
import { withStorageErrors } from '../store/storage-errors.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

type Channels = Extract<keyof InvokeHandlers, `settings.${string}`>;

/** Settings are a few kilobytes; what is larger is something else. */
const MAX_FILE_BYTES = 1024 * 1024;

export function settingsHandlers(settings: SettingsStore): Pick<InvokeHandlers, Channels> {
  /** What the person was shown, until they take it over. */
  let previewed: Partial<Settings> | undefined;
  let undone: Partial<Settings> | undefined;
  return {
    'settings.get': () => settings.get(),
    'settings.update': ({ patch }) => settings.update(patch),
    'settings.problems': () => ({ problems: settings.problems(), keptFile: settings.keptFile() }),
    'settings.export': async () => {
      const file = await askWhereToSaveSettings();
      if (file === null) return null;
      withStorageErrors(() => writeFileAtomically(file, exportedSettings(settings.get())));
      return basename(file);
    },
    'settings.chooseImport': async () => {
      const file = await askForSettingsFile();
      if (file === null) return null;
      const { patch, preview } = read(file, settings.get());
      previewed = patch;
      return { fileName: basename(file), ...preview };
    },
    'settings.import': () => {
      if (previewed === undefined) throw new AppError({ code: 'conflict', message: 'Choose the file again: nothing was looked at yet.' });
      const before = settings.get();
      undone = Object.fromEntries(Object.keys(previewed).map((name) => [name, before[name as keyof Settings]]));
      settings.update(previewed);
      previewed = undefined;
    },
    'settings.undoImport': () => {
      if (undone !== undefined) settings.update(undone);
      undone = undefined;
    },
  };
}

function read(file: string, current: Settings): ReturnType<typeof readImport> {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) throw new Error('This is no file of Agent Manager’s settings.');
    return readImport(readFileSync(file, 'utf8'), current);
  } catch (error) {
    throw new AppError({ code: 'invalid-request', message: toErrorInfo(error).message, details: file }, { cause: error });
  }
}
