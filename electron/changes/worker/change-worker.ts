/**
 * Entry of the thread that looks at a project's files, reads them and keeps their contents: thousands of files would hold up the window.
 * The only writer of contents while agents run; what a revert keeps comes from main and is little.
 */
import { parentPort } from 'node:worker_threads';
import { toErrorInfo } from '#protocol/errors.ts';

import { CANCEL_JOB, CLOSE, type ThreadAnswer, type ThreadRequest } from '../../threads/worker-thread.ts';
import { type ContentStore, createContentStore } from '../content-store.ts';
import { toFileError } from '../file-errors.ts';
import { captureFile } from '../file-state.ts';
import { countLines } from '../line-counts.ts';
import type { ObjectSizes } from '../project-files.ts';
import { findChanges, type KnownFiles, takeSnapshot } from '../project-watch.ts';
import type { ChangeJobs } from './change-jobs.ts';
import { createSnapshots } from './snapshots.ts';

type Handlers = {
  [Name in keyof ChangeJobs]: (request: ChangeJobs[Name]['request'], signal: AbortSignal) => Promise<ChangeJobs[Name]['result']>;
};

interface Conversation {
  contents: ContentStore;
  known: KnownFiles;
}

/** What is known of this many conversations' files is kept in memory; the others' projects are read anew, should they go on. */
const MAX_KNOWN_CONVERSATIONS = 20;

/** By content folder, the one used last at the end. */
const conversations = new Map<string, Conversation>();
const objectSizes: ObjectSizes = new Map();
const running = new Map<number, AbortController>();
const snapshots = createSnapshots();

function conversationOf(contentFolder: string): Conversation {
  const conversation = conversations.get(contentFolder) ?? {
    contents: createContentStore(contentFolder),
    known: { states: new Map(), objectSizes },
  };
  conversations.delete(contentFolder);
  conversations.set(contentFolder, conversation);
  const [oldest] = conversations.keys();
  if (conversations.size > MAX_KNOWN_CONVERSATIONS && oldest !== undefined) conversations.delete(oldest);
  return conversation;
}

const handlers: Handlers = {
  capture: ({ contentFolder, file, isDurable }) => captureFile(file, { contents: conversationOf(contentFolder).contents, isDurable }),

  countLines: ({ contentFolder, before, after }) => countLines(before, after, conversationOf(contentFolder).contents),

  async takeSnapshot({ contentFolder, watchId, folders }, signal) {
    const { contents, known } = conversationOf(contentFolder);
    const snapshot = await takeSnapshot(folders, contents, known, signal);
    signal.throwIfAborted();
    await snapshots.keep(contents, watchId, snapshot);
    return null;
  },

  async findChanges({ contentFolder, watchId }, signal) {
    const { contents, known } = conversationOf(contentFolder);
    const snapshot = await snapshots.get(contents, watchId);
    if (snapshot === null) return null;
    const { changes, notes } = await findChanges(snapshot, contents, known, signal);
    const counted = [];
    for (const change of changes) counted.push({ ...change, counts: await countLines(change.before, change.after, contents) });
    return { startedAt: snapshot.startedAt, changes: counted, notes };
  },

  async dropSnapshot({ contentFolder, watchId }) {
    await snapshots.drop(conversationOf(contentFolder).contents, watchId);
    return null;
  },
};

async function run<Name extends keyof ChangeJobs>(id: number, name: Name, request: ChangeJobs[Name]['request']): Promise<void> {
  const cancellation = new AbortController();
  running.set(id, cancellation);
  try {
    answer({ id, type: 'result', result: await handlers[name](request, cancellation.signal) });
  } catch (error) {
    answer({ id, type: 'error', error: toErrorInfo(toFileError(error)) });
  } finally {
    running.delete(id);
  }
}

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ThreadRequest<ChangeJobs>) => {
  if (message === CLOSE) parentPort?.close();
  else if (message.name === CANCEL_JOB) running.get(message.id)?.abort();
  else void run(message.id, message.name, message.request as never);
});
