/** Export and import as the person does them: choose a file, see what would happen, let it run, take it back. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ExportFormat, ExportSelection, ImportPreview, PastImport, SkippedItem } from '#protocol/data.ts';
import { AppError } from '#protocol/errors.ts';
import type { Importer } from '../store/transfer/importer.ts';
import type { ImportOptions, ImportResult } from '../store/transfer/running-import.ts';
import type { StoreWorkers } from '../store/worker/store-workers.ts';
import { exportFileName } from './export-file-name.ts';
import type { Jobs } from './jobs.ts';

export interface TransferServiceOptions {
  workers: Pick<StoreWorkers, 'exportConversations' | 'previewImport' | 'importFile'>;
  importer: Importer;
  jobs: Jobs;
  appVersion: string;
  /** Null when the dialog was closed. */
  askWhereToSave: (suggestedName: string, format: ExportFormat) => Promise<string | null>;
  /** Empty when the dialog was closed. */
  askForFiles: () => Promise<string[]>;
  /** Of one conversation, for the name of its file. */
  titleOf: (conversationId: string) => string;
  onImported: (conversationIds: string[]) => void;
  onRemoved: (conversationIds: string[]) => void;
  /** Messages of theirs came or went. */
  onRewritten: (conversationIds: string[]) => void;
  showInFolder: (file: string) => void;
  now: () => number;
}

export interface TransferService {
  export(format: ExportFormat, selection: ExportSelection): Promise<boolean>;
  showExport(jobId: string): void;
  chooseImport(): Promise<ImportPreview | null>;
  import(token: string, options: Omit<ImportOptions, 'source'>): Promise<void>;
  imports(): PastImport[];
  undoImport(importId: string): { deleted: number; shortened: number; kept: string[] };
}

/** What a result lists; the rest is counted. */
const SHOWN_SKIPPED = 100;

export function createTransferService(options: TransferServiceOptions): TransferService {
  const { workers, jobs, importer } = options;
  /** The window names files by these, so that no page can make the app read a file the person did not choose. */
  const chosenFiles = new Map<string, string[]>();
  const exportedFiles = new Map<string, string>();

  return {
    async export(format, selection) {
      const one = 'conversationIds' in selection && selection.conversationIds.length === 1 ? selection.conversationIds[0] : undefined;
      const file = await options.askWhereToSave(
        exportFileName(one === undefined ? null : options.titleOf(one), format, options.now()),
        format,
      );
      if (file === null) return false;
      const { appVersion } = options;
      const exporting = jobs.run({
        kind: 'export',
        subject: basename(file),
        file,
        work: (context) => workers.exportConversations({ file, format, selection, appVersion }, context),
        outcomeOf: ({ conversations, messages }) => ({ kind: 'export', conversations, messages, bytes: statSync(file).size }),
      });
      const jobId = jobs.list().at(-1)?.id;
      if (jobId !== undefined) exportedFiles.set(jobId, file);
      await exporting;
      return true;
    },

    showExport(jobId) {
      const file = exportedFiles.get(jobId);
      if (file === undefined) throw new AppError({ code: 'not-found', message: 'This export is no longer known.' });
      options.showInFolder(file);
    },

    async chooseImport() {
      const files = await options.askForFiles();
      if (files.length === 0) return null;
      const preview = await jobs.run({
        kind: 'import-preview',
        subject: nameOf(files),
        work: (context) => workers.previewImport(files, context),
        outcomeOf: () => ({ kind: 'import-preview' }),
      });
      const token = randomUUID();
      chosenFiles.set(token, files);
      return { token, names: files.map((file) => basename(file)), ...preview };
    },

    async import(token, importOptions) {
      const files = chosenFiles.get(token);
      if (files === undefined) throw new AppError({ code: 'not-found', message: 'Choose the files to import once more.' });
      const source = nameOf(files);
      const result = await jobs.run({
        kind: 'import',
        subject: source,
        work: (context) => workers.importFile(importer, { files, source, ...importOptions }, context),
        outcomeOf,
      });
      chosenFiles.delete(token);
      options.onImported(importer.conversationsOf(result.importId));
      options.onRewritten(result.added.conversationIds);
    },

    imports: () => importer.list(),

    undoImport(importId) {
      const { deleted, shortened, kept } = importer.undo(importId);
      options.onRemoved(deleted);
      options.onRewritten(shortened);
      return { deleted: deleted.length, shortened: shortened.length, kept: kept.slice(0, SHOWN_SKIPPED) };
    },
  };
}

function outcomeOf({ importId, conversations, messages, added, skipped }: ImportResult) {
  const first: SkippedItem[] = skipped.slice(0, SHOWN_SKIPPED);
  return {
    kind: 'import' as const,
    importId,
    conversations,
    messages,
    added: { conversations: added.conversationIds.length, messages: added.messages },
    skipped: { total: skipped.length, first },
  };
}

function nameOf(files: readonly string[]): string {
  const [first = ''] = files;
  return files.length === 1 ? basename(first) : `${basename(first)} and ${files.length - 1} more`;
}
