/** Settings as a file the person takes along, and what was wrong with the one the app keeps. Part of the contract in ipc.ts. */
import { z } from 'zod';

const nothing = z.undefined().optional();

/** A setting that can't be used, by its name. */
export const settingProblemSchema = z.object({
  /** Null: the whole file. */
  setting: z.string().nullable(),
  reason: z.string(),
});
export type SettingProblem = z.infer<typeof settingProblemSchema>;

export const settingsProblemsSchema = z.object({
  problems: z.array(settingProblemSchema),
  /** Where the file as it was found lies; null while nothing has been changed since, and it still lies in its place. */
  keptFile: z.string().nullable(),
});
export type SettingsProblems = z.infer<typeof settingsProblemsSchema>;

/** What an import would do. */
export const settingsImportPreviewSchema = z.object({
  fileName: z.string(),
  /** `before` and `after` as people read them. */
  changes: z.array(z.object({ setting: z.string(), before: z.string(), after: z.string() })),
  /** What is in the file and won't be taken, with the reason. */
  refused: z.array(settingProblemSchema),
  /** Settings in the file that are the same here. */
  same: z.number().int().nonnegative(),
});
export type SettingsImportPreview = z.infer<typeof settingsImportPreviewSchema>;

export const settingsFileContract = {
  'settings.problems': { request: nothing, response: settingsProblemsSchema },
  /** Asks where to; the file's name, or null when the person closed the dialog. */
  'settings.export': { request: nothing, response: z.string().nullable() },
  /** Asks for a file and looks into it; changes nothing. Null when the person closed the dialog. */
  'settings.chooseImport': { request: nothing, response: settingsImportPreviewSchema.nullable() },
  /** Takes over what the last preview showed. */
  'settings.import': { request: nothing, response: nothing },
  /** Puts back what the last import changed. */
  'settings.undoImport': { request: nothing, response: nothing },
} as const;
