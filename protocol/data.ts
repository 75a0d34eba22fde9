/** Looking after the person's data: long jobs, backups, export, import, deletion and recovery, as the window sees them. */
import { z } from 'zod';
import { errorInfoSchema } from './errors.ts';

// ---- jobs ----------------------------------------------------------------------------------------------------------

export const jobKindSchema = z.enum(['backup', 'restore', 'export', 'import-preview', 'import', 'check', 'salvage']);
export type JobKind = z.infer<typeof jobKindSchema>;

/** How far a job is; `done` of `total` in whatever the job counts. */
export const jobProgressSchema = z.object({ done: z.number().nonnegative(), total: z.number().nonnegative() });
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** Something that was left out, and why. */
export const skippedItemSchema = z.object({ title: z.string(), reason: z.string() });
export type SkippedItem = z.infer<typeof skippedItemSchema>;

/** A list of which only the start travels. */
const skippedListSchema = z.object({ total: z.number().int().nonnegative(), first: z.array(skippedItemSchema) });

/** What a job that ended well has done, by kind. */
export const jobOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('backup'), bytes: z.number(), inDefaultFolder: z.boolean() }),
  /** `undoName`: the backup that holds what was there before. */
  z.object({
    kind: z.literal('restore'),
    takenAt: z.number(),
    conversations: z.number(),
    messages: z.number(),
    undoName: z.string().nullable(),
  }),
  z.object({ kind: z.literal('export'), conversations: z.number(), messages: z.number(), bytes: z.number() }),
  z.object({
    kind: z.literal('import'),
    importId: z.string(),
    conversations: z.number(),
    messages: z.number(),
    /** To conversations that were here before. */
    added: z.object({ conversations: z.number(), messages: z.number() }),
    skipped: skippedListSchema,
  }),
  z.object({ kind: z.literal('import-preview') }),
  z.object({ kind: z.literal('check'), ok: z.boolean(), problems: z.array(z.string()) }),
  z.object({ kind: z.literal('salvage'), conversations: z.number(), messages: z.number() }),
]);
export type JobOutcome = z.infer<typeof jobOutcomeSchema>;

/** A long piece of work on the person's data. Ended ones stay until they are dismissed. */
export const jobSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  /** What it works on: a file's name. Empty where there is only one thing. */
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Null until it is known. */
  progress: jobProgressSchema.nullable(),
  canCancel: z.boolean(),
  outcome: jobOutcomeSchema.nullable(),
  error: errorInfoSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

// ---- backups -------------------------------------------------------------------------------------------------------

export const backupKindSchema = z.enum(['automatic', 'manual', 'before-migration', 'before-restore']);

export const backupSchema = z.object({
  name: z.string(),
  kind: backupKindSchema,
  takenAt: z.number(),
  bytes: z.number(),
  /** Null when it can't be read. */
  contents: z.object({ conversations: z.number(), messages: z.number(), canRestore: z.boolean() }).nullable(),
});
export type BackupSummary = z.infer<typeof backupSchema>;

export const backupListSchema = z.object({
  /** Where backups go now. */
  folder: z.string(),
  /** False when another folder was chosen. */
  isDefaultFolder: z.boolean(),
  /** Why the chosen folder can't be used, so that backups go to the default one. */
  folderProblem: z.string().nullable(),
  /** Newest first. */
  backups: z.array(backupSchema),
});
export type BackupList = z.infer<typeof backupListSchema>;

const countedConversationsSchema = z.object({
  total: z.number().int().nonnegative(),
  messages: z.number().int().nonnegative(),
  /** The newest of them. */
  first: z.array(z.object({ title: z.string(), messages: z.number() })),
});
export type CountedConversations = z.infer<typeof countedConversationsSchema>;

/** What restoring a backup would change. */
export const restorePreviewSchema = z.object({
  name: z.string(),
  kind: backupKindSchema,
  takenAt: z.number(),
  /** False for one of a newer version of the app. */
  canRestore: z.boolean(),
  conversations: z.number(),
  messages: z.number(),
  newestMessageAt: z.number().nullable(),
  /** Would come back, or come back longer. */
  regained: countedConversationsSchema,
  /** Would go, or get shorter. */
  lost: countedConversationsSchema,
});
export type RestorePreview = z.infer<typeof restorePreviewSchema>;

// ---- export and import ---------------------------------------------------------------------------------------------

export const exportFormatSchema = z.enum(['json', 'markdown', 'html']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Which conversations: those named, or all that fit. */
export const exportSelectionSchema = z.union([
  z.object({ conversationIds: z.array(z.string().min(1).max(100)).min(1).max(10_000) }),
  z.object({
    archived: z.boolean().optional(),
    projectFolder: z.string().max(4096).optional(),
    agentId: z.string().max(100).optional(),
  }),
]);
export type ExportSelection = z.infer<typeof exportSelectionSchema>;

export const importSourceKindSchema = z.enum(['export', 'gemini-cli', 'flat-table']);
export type ImportSourceKind = z.infer<typeof importSourceKindSchema>;

/** What importing the chosen files would bring. */
export const importPreviewSchema = z.object({
  /** Names the chosen files to `data.import`. */
  token: z.string(),
  names: z.array(z.string()),
  kinds: z.array(importSourceKindSchema),
  conversations: z.number().int(),
  messages: z.number().int(),
  /** Conversations that are here already. */
  alreadyHere: z.number().int(),
  /** Of those, the ones of which the files have messages that are not here, and how many. */
  growing: z.object({ conversations: z.number().int(), messages: z.number().int() }),
  earliest: z.number().nullable(),
  latest: z.number().nullable(),
  /** Some of the conversations that would come, the first of the file first. */
  first: z.array(z.object({ title: z.string(), messages: z.number() })),
  /** True when conversations name the folder they worked in. */
  hasProjectFolders: z.boolean(),
  /** What of the files has no place here, in plain words. */
  notes: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const pastImportSchema = z.object({
  id: z.string(),
  source: z.string(),
  finishedAt: z.number(),
  /** Of it, still here. */
  conversations: z.number().int(),
  messages: z.number().int(),
});
export type PastImport = z.infer<typeof pastImportSchema>;

// ---- deleting everything -------------------------------------------------------------------------------------------

/** The word the person types before everything is deleted. */
export const DELETE_WORD = 'delete';

export const deletionPlanSchema = z.object({
  items: z.array(
    z.object({
      /** What it is, in plain words. */
      what: z.string(),
      path: z.string(),
      bytes: z.number(),
    }),
  ),
  conversations: z.number().int(),
  messages: z.number().int(),
  /** Agents that would be ended. */
  liveAgents: z.number().int(),
});
export type DeletionPlan = z.infer<typeof deletionPlanSchema>;

// ---- recovery ------------------------------------------------------------------------------------------------------

/** Why the conversations could not be opened; decides what the recovery screen offers. */
export const recoveryProblemSchema = z.enum(['damaged', 'too-new', 'read-only', 'full', 'busy', 'unavailable']);
export type RecoveryProblem = z.infer<typeof recoveryProblemSchema>;

export const recoveryStateSchema = z.object({
  problem: recoveryProblemSchema,
  error: errorInfoSchema,
  databaseFile: z.string(),
  bytes: z.number(),
  /** Milliseconds since the epoch; null when there is no file. */
  modifiedAt: z.number().nullable(),
});
export type RecoveryState = z.infer<typeof recoveryStateSchema>;

/** What could be read of a damaged database. Nothing is replaced yet. */
export const salvageReportSchema = z.object({
  conversations: z.number().int(),
  messages: z.number().int(),
  newestMessageAt: z.number().nullable(),
  /** In plain words, each with its number. */
  lost: z.array(z.string()),
  first: z.array(z.object({ title: z.string(), messages: z.number() })),
});
export type SalvageReport = z.infer<typeof salvageReportSchema>;

// ---- channels ------------------------------------------------------------------------------------------------------

const nothing = z.undefined().optional();
const backupNameRequest = z.object({ name: z.string().min(1).max(200) });
const jobRequest = z.object({ id: z.string().min(1).max(100) });

/** Channels of the data settings and of jobs. Long ones answer when their job ends; meanwhile `data.jobsChanged` tells how far it is. */
export const dataContract = {
  'data.jobs': { request: nothing, response: z.array(jobSchema) },
  'data.cancelJob': { request: jobRequest, response: nothing },
  'data.dismissJob': { request: jobRequest, response: nothing },
  /** Shows the file that an export wrote in the person's file manager. */
  'data.showExport': { request: jobRequest, response: nothing },
  'data.backups': { request: nothing, response: backupListSchema },
  'data.backUpNow': { request: nothing, response: nothing },
  /** Asks for a folder; null goes back to the default one. Answers with the list as it is then. */
  'data.chooseBackupFolder': { request: z.object({ useDefault: z.boolean().default(false) }), response: backupListSchema },
  'data.previewRestore': { request: backupNameRequest, response: restorePreviewSchema },
  /** Checks and copies the backup, then ends agents orderly, puts it in place and starts the app again. */
  'data.restore': { request: backupNameRequest, response: nothing },
  /** Asks where to, then exports. False when the person closed the dialog. */
  'data.export': { request: z.object({ format: exportFormatSchema, selection: exportSelectionSchema }), response: z.boolean() },
  /** Asks for files and looks into them. Null when the person closed the dialog. */
  'data.chooseImport': { request: nothing, response: importPreviewSchema.nullable() },
  'data.import': {
    request: z.object({ token: z.string().min(1).max(100), keepProjectFolders: z.boolean(), addToExisting: z.boolean() }),
    response: nothing,
  },
  'data.imports': { request: nothing, response: z.array(pastImportSchema) },
  /** `shortened`: how many lost what it had added to them; `kept`: titles of conversations that were continued since, and stay. */
  'data.undoImport': {
    request: z.object({ id: z.string().min(1).max(100) }),
    response: z.object({ deleted: z.number(), shortened: z.number(), kept: z.array(z.string()) }),
  },
  'data.check': { request: nothing, response: nothing },
  /** Starts the app again in its recovery screen. */
  'data.openRecovery': { request: nothing, response: nothing },
  'data.openFolder': { request: z.object({ folder: z.enum(['data', 'backups']) }), response: nothing },
  'data.deletionPlan': { request: nothing, response: deletionPlanSchema },
  /** Ends all agents, deletes everything the plan names, and starts the app afresh. */
  'data.deleteEverything': { request: z.object({ word: z.literal(DELETE_WORD) }), response: nothing },
} as const;

/** Channels of the recovery screen; they work only while the database can't be opened. */
export const recoveryContract = {
  'recovery.state': { request: nothing, response: recoveryStateSchema },
  'recovery.retry': { request: nothing, response: recoveryStateSchema.nullable() },
  /** Reads what can be read into a new database beside the damaged one. */
  'recovery.salvage': { request: nothing, response: salvageReportSchema },
  /** Goes on with what was salvaged; the damaged database is kept aside. */
  'recovery.useSalvaged': { request: nothing, response: nothing },
  'recovery.startFresh': { request: nothing, response: nothing },
  'recovery.restore': { request: backupNameRequest, response: nothing },
  'recovery.quit': { request: nothing, response: nothing },
} as const;

export const dataEvents = {
  'data.jobsChanged': z.object({ jobs: z.array(jobSchema) }),
} as const;
