/** The recording and taking back of changes on a real database and real files, with a stand-in for the agent. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ChangesService, createChangesService } from '#electron/changes/changes-service.ts';
import type { Database } from '#electron/store/database.ts';
import { silentLog } from '#platform/log.ts';
import type { ConflictChoice, FileChange, RevertResult } from '#protocol/changes.ts';
import { newChangeFiles, sharedChangeFiles } from '#tests/support/change-files.ts';
import { commitAll } from '#tests/support/projects/commit-all.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

export interface ChangesRig {
  readonly database: Database;
  readonly changes: ChangesService;
  readonly project: string;
  readonly conversationId: string;
  /** Where contents are kept. */
  readonly kept: string;
  at(path: string): string;
  text(path: string): string;
  /** Begins the next turn. */
  beginTurn(): void;
  /** What an edit tool does: the file is saved, then written. */
  edit(path: string, content: string | Buffer): Promise<void>;
  /** What a command does. */
  command(work: () => void): Promise<void>;
  /** A tool that was let go and has not ended. */
  begin(checkpointId: string, paths: string[]): Promise<unknown>;
  files(): Promise<FileChange[]>;
  revert(files: readonly FileChange[], onConflict?: ConflictChoice): Promise<RevertResult>;
  /** The app after a restart, on the same database. */
  restart(): ChangesService;
}

/** A project with these files; with `git`, all of them committed. */
export function createChangesRig(files: Readonly<Record<string, string | Buffer>>, options: { git?: boolean } = {}): ChangesRig {
  const root = mkdtempSync(join(tmpdir(), 'agent-manager-changes-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const project = join(root, 'project');
  const kept = join(root, 'checkpoints');
  const at = (path: string) => join(project, path);
  mkdirSync(project);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(at(path), '..'), { recursive: true });
    writeFileSync(at(path), content);
  }
  if (options.git === true) commitAll(project);
  const database = openTestDatabase();
  const { id: conversationId } = database.conversations.create(NEW_CONVERSATION);
  const create = (files = sharedChangeFiles) =>
    createChangesService({
      store: database.fileChanges,
      folder: kept,
      files,
      isTurnRunning: () => false,
      onChange: () => {},
      log: silentLog,
    });
  let changes = create();
  let messageId = '';
  let tools = 0;

  const beginTurn = () => {
    const prompt = database.messages.appendUserMessage({ conversationId, parts: [{ type: 'text', text: 'do it' }] });
    messageId = database.messages.beginAssistantMessage({ conversationId, parentId: prompt.id }).id;
  };
  beginTurn();

  const begin = (checkpointId: string, paths: string[]) =>
    changes.before({
      conversationId,
      messageId,
      folders: [project],
      signal: new AbortController().signal,
      event: {
        id: 'turn',
        event: 'before_tool',
        checkpointId,
        callId: checkpointId,
        kind: paths.length > 0 ? 'edit' : 'execute',
        title: 'Run `it`',
        scope: paths.length > 0 ? 'paths' : 'project',
        paths: paths.map(at),
      },
    });
  const runTool = async (paths: string[], work: () => void) => {
    const checkpointId = `tool-${tools++}`;
    await begin(checkpointId, paths);
    work();
    await changes.after(conversationId, checkpointId);
  };

  return {
    database,
    project,
    conversationId,
    kept,
    at,
    beginTurn,
    begin,
    get changes() {
      return changes;
    },
    text: (path) => readFileSync(at(path), 'utf8'),
    edit: (path, content) =>
      runTool([path], () => {
        mkdirSync(join(at(path), '..'), { recursive: true });
        writeFileSync(at(path), content);
      }),
    command: (work) => runTool([], work),
    files: async () => (await changes.list(conversationId)).turns.flatMap((turn) => turn.files),
    revert: (chosen, onConflict = 'ask') =>
      changes.revert(
        conversationId,
        chosen.flatMap(({ id, movedChangeId }) => (movedChangeId === undefined ? [id] : [id, movedChangeId])),
        onConflict,
      ),
    restart() {
      // A thread of its own, which knows no more than what lies on the disk.
      changes = create(newChangeFiles());
      return changes;
    },
  };
}
