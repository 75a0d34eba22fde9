/**
 * Records what agents change: the files as they are before a tool runs, durably, and as it left them. The tool waits for the first, so
 * there is no edit without a way back, whatever ends in between.
 */
import { join } from 'node:path';
import { realTarget } from '#platform/confined-path.ts';
import type { Log } from '#platform/log.ts';
import type { BridgeEvent, BridgeRequestOf } from '#protocol/bridge.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import type { FileChangeStore, OpenWatch, StoredChange } from '../store/file-changes.ts';
import { toStorageError } from '../store/storage-errors.ts';
import type { ContentStores } from './content-stores.ts';
import { type FileState, isSameState } from './file-state.ts';
import { missingFolder, type PlacedFile, placeOf } from './folder-of-path.ts';
import type { LineCounts } from './line-counts.ts';
import { parseState, storeState } from './stored-state.ts';
import type { WorkQueue } from './work-queue.ts';
import type { ChangeFiles } from './worker/change-files.ts';
import type { FoundChanges } from './worker/change-jobs.ts';

type BeforeTool = Extract<BridgeEvent, { event: 'before_tool' }>;
export type ProceedOutcome = BridgeRequestOf<'proceed'>['outcome'];

export interface ToolStart {
  conversationId: string;
  /** The answer it belongs to. */
  messageId: string;
  /** The project and the folders the person added. */
  folders: readonly string[];
  event: BeforeTool;
  /** Aborted: the turn is being stopped, and the tool will not run. */
  signal: AbortSignal;
}

export interface ChangeRecorder {
  /** Never rejects: what can't be saved is a refusal. */
  before(start: ToolStart): Promise<ProceedOutcome>;
  after(conversationId: string, checkpointId: string): Promise<void>;
  /** Takes what tools left that were cut off with their turn. */
  turnEnded(conversationId: string): Promise<void>;
  /** For the start: what tools left that were cut off with the app. */
  finishCutOff(): Promise<void>;
}

export interface ChangeRecorderOptions {
  store: FileChangeStore;
  contents: ContentStores;
  /** Reads them, off the main thread. */
  files: ChangeFiles;
  queue: WorkQueue;
  onChange: (conversationId: string) => void;
  log: Log;
}

interface OpenTool {
  conversationId: string;
  messageId: string;
  title: string;
  edits: PlacedFile[];
  /** By its id. */
  watch: string | null;
}

/** What an agent's edit left, so that a command of another agent at the same time is not taken for its author. */
interface RecentEdit {
  conversationId: string;
  after: FileState;
  at: number;
}
const MAX_RECENT_EDITS = 1000;

export function createChangeRecorder({ store, contents, files, queue, onChange, log }: ChangeRecorderOptions): ChangeRecorder {
  const openTools = new Map<string, OpenTool>();
  const recentEdits = new Map<string, RecentEdit>();

  const contentFolder = (conversationId: string) => contents.of(conversationId).folder;
  const capture = (conversationId: string, { folder, path }: PlacedFile, options: { isDurable: boolean; signal?: AbortSignal }) =>
    files.run(
      'capture',
      { contentFolder: contentFolder(conversationId), file: join(folder, path), isDurable: options.isDurable },
      { signal: options.signal },
    );

  const rememberEdit = (conversationId: string, { folder, path }: PlacedFile, after: FileState) => {
    const file = join(folder, path);
    recentEdits.delete(file);
    recentEdits.set(file, { conversationId, after, at: Date.now() });
    const [oldest] = recentEdits.keys();
    if (recentEdits.size > MAX_RECENT_EDITS && oldest !== undefined) recentEdits.delete(oldest);
  };

  /** A turn's changes of one file are one as long as nobody else touches it in between. */
  const beginEdit = (tool: OpenTool, place: PlacedFile, before: FileState): void => {
    const last = store.lastOf(tool.messageId, place.folder, place.path);
    if (last !== null && last.revertId === null && (last.after === null || isSameState(parseState(last.after), before))) return;
    store.begin({
      conversationId: tool.conversationId,
      messageId: tool.messageId,
      ...place,
      before: storeState(before),
      source: 'edit',
      toolTitle: tool.title,
      createdFolder: before.kind === 'absent' ? missingFolder(place) : null,
    });
  };

  const finishAs = (change: Pick<StoredChange, 'id'>, after: FileState, counts: LineCounts, isCutOff: boolean) =>
    store.finish(change.id, { after: storeState(after), added: counts?.added ?? null, removed: counts?.removed ?? null, isCutOff });

  const finishChange = async (conversationId: string, change: StoredChange, after: FileState, isCutOff = false) => {
    const before = parseState(change.before);
    if (isSameState(before, after)) {
      store.remove(change.id);
      return;
    }
    const counts = await files.run('countLines', { contentFolder: contentFolder(conversationId), before, after });
    finishAs(change, after, counts, isCutOff);
  };

  const finishEdit = async (tool: OpenTool, place: PlacedFile) => {
    const change = store.lastOf(tool.messageId, place.folder, place.path);
    if (change === null) return;
    const after = await capture(tool.conversationId, place, { isDurable: false });
    rememberEdit(tool.conversationId, place, after);
    await finishChange(tool.conversationId, change, after);
  };

  const isOthersEdit = (conversationId: string, { folder, path, after }: FoundChanges['changes'][number], sinceMs: number): boolean => {
    const edit = recentEdits.get(join(folder, path));
    return edit !== undefined && edit.conversationId !== conversationId && edit.at >= sinceMs && isSameState(edit.after, after);
  };

  const recordFound = async (watch: OpenWatch, found: FoundChanges['changes'][number], isCutOff: boolean) => {
    const last = store.lastOf(watch.messageId, found.folder, found.path);
    if (last !== null && last.revertId === null) {
      // An edit that runs at the same time takes its own result.
      if (last.after === null) return;
      const lastAfter = parseState(last.after);
      if (isSameState(lastAfter, found.after)) return;
      if (isSameState(lastAfter, found.before)) return finishChange(watch.conversationId, last, found.after, isCutOff);
    }
    const { folder, path, before, after, counts } = found;
    const id = store.begin({ ...watch, folder, path, before: storeState(before), source: 'command', createdFolder: null });
    finishAs({ id }, after, counts, isCutOff);
  };

  const finishWatch = async (watch: OpenWatch, isCutOff: boolean) => {
    const { conversationId, messageId, id } = watch;
    const found = await files.run('findChanges', { contentFolder: contentFolder(conversationId), watchId: id });
    if (found === null) return;
    for (const change of found.changes) {
      if (!isOthersEdit(conversationId, change, found.startedAt)) await recordFound(watch, change, isCutOff);
    }
    if (found.changes.length > 0) store.addNotes(messageId, found.notes);
  };

  const closeWatch = async (watch: OpenWatch, isCutOff: boolean) => {
    try {
      await finishWatch(watch, isCutOff);
    } catch (error) {
      const { message } = toErrorInfo(toStorageError(error));
      log.warn('What a command changed could not be recorded', { conversationId: watch.conversationId, error: toErrorInfo(error) });
      store.addNotes(watch.messageId, [`What “${watch.toolTitle}” changed could not be recorded: ${message}`]);
    } finally {
      store.endWatch(watch.id);
      await files.run('dropSnapshot', { contentFolder: contentFolder(watch.conversationId), watchId: watch.id });
    }
  };

  const beginWatch = async (tool: OpenTool, folders: readonly string[], watchId: string, signal: AbortSignal) => {
    await files.run('takeSnapshot', { contentFolder: contentFolder(tool.conversationId), watchId, folders }, { signal });
    store.beginWatch({ id: watchId, conversationId: tool.conversationId, messageId: tool.messageId, toolTitle: tool.title });
    tool.watch = watchId;
  };

  const start = async ({ conversationId, messageId, folders, event, signal }: ToolStart): Promise<ProceedOutcome> => {
    const tool: OpenTool = { conversationId, messageId, title: event.title, edits: [], watch: null };
    const realFolders = [...new Set(folders.map((folder) => realTarget(folder)))];
    try {
      if (event.scope === 'project') await beginWatch(tool, realFolders, event.checkpointId, signal);
      for (const file of new Set(event.paths)) {
        const place = placeOf(file, realFolders);
        if (place === null) continue;
        const before = await capture(conversationId, place, { isDurable: true, signal });
        beginEdit(tool, place, before);
        tool.edits.push(place);
      }
    } catch (error) {
      // What was begun is closed with the turn.
      if (signal.aborted) {
        openTools.set(event.checkpointId, tool);
        return { status: 'refused', message: 'Stopped.' };
      }
      const failure = toErrorInfo(toStorageError(error));
      log.warn('Files could not be saved before a change', { conversationId, error: failure });
      // A command is not known to change anything; an edit is, and must have a way back.
      if (event.scope === 'paths')
        return { status: 'refused', message: `Not run, because the file as it is could not be saved: ${failure.message}` };
      store.addNotes(messageId, [`What “${event.title}” changed was not watched: ${failure.message}`]);
    }
    openTools.set(event.checkpointId, tool);
    return { status: 'ready' };
  };

  const finish = async (checkpointId: string) => {
    const tool = openTools.get(checkpointId);
    if (tool === undefined) return;
    openTools.delete(checkpointId);
    const { conversationId, messageId, title, watch } = tool;
    for (const place of tool.edits) await finishEdit(tool, place);
    if (watch !== null) await closeWatch({ id: watch, conversationId, messageId, toolTitle: title }, false);
    onChange(conversationId);
  };

  const finishOrLog = async (conversationId: string, checkpointId: string) => {
    try {
      await finish(checkpointId);
    } catch (error) {
      // The change stays open in the database, and is finished at the next start.
      log.error('What a tool left could not be recorded', { conversationId, error: toErrorInfo(error) });
    }
  };

  return {
    before: (request) =>
      queue
        .run(request.conversationId, () => start(request))
        .catch((error: unknown): ProceedOutcome => {
          log.error('A checkpoint failed', { conversationId: request.conversationId, error: toErrorInfo(error) });
          return { status: 'refused', message: `Not run, because the files as they are could not be saved: ${toErrorInfo(error).message}` };
        }),

    after: (conversationId, checkpointId) => queue.run(conversationId, () => finishOrLog(conversationId, checkpointId)),

    // In the queue: what a stop overtook is still being saved, and is open only after that.
    turnEnded: (conversationId) =>
      queue.run(conversationId, async () => {
        const cutOff = [...openTools].filter(([, tool]) => tool.conversationId === conversationId);
        for (const [checkpointId] of cutOff) await finishOrLog(conversationId, checkpointId);
      }),

    async finishCutOff() {
      for (const change of store.listOpen()) {
        const { conversationId, folder, path } = change;
        await queue
          .run(conversationId, async () => {
            const after = await capture(conversationId, { folder, path }, { isDurable: false });
            await finishChange(conversationId, change, after, true);
          })
          .catch((error: unknown) =>
            log.warn('A change that was cut off could not be read', { conversationId, error: toErrorInfo(error) }),
          );
      }
      for (const watch of store.listWatches()) {
        await queue.run(watch.conversationId, () => closeWatch(watch, true));
      }
    },
  };
}
