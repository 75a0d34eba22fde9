/**
 * The on-disk list of processes this app has started: what the next start reads to end whatever an earlier run left behind, when
 * neither an orderly quit nor the guard could.
 *
 * Each line is one JSON object, so that a line torn by a crash costs that line only. A process is ended only if its pid still has the
 * start time that was written down, or if it carries the mark of an instance named in the ledger: never a stranger who got the pid later.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Clock, monotonicClock } from './clock.ts';
import { type Log, silentLog } from './log.ts';
import { type ProcessEntry, type ProcessTable, processTable } from './process-table.ts';
import { createProcessFamily } from './process-tree.ts';

const startedSchema = z.object({
  pid: z.number().int().min(2),
  /** Null where it could not be read: then only the mark can tell. */
  startTime: z.string().nullable(),
  isGroupLeader: z.boolean(),
  label: z.string(),
  /** Of the app's run that started it. */
  instanceId: z.string().regex(/^[A-Za-z0-9-]+$/),
});
const lineSchema = z.union([z.object({ started: startedSchema }), z.object({ ended: z.number().int() })]);

/** A process as the ledger knows it. */
export type LedgerEntry = z.infer<typeof startedSchema>;

export interface ProcessLedger {
  /** Durable against our own death (not against a power cut, which ends the processes too). Never throws: a full disk must not keep an agent from starting. */
  started(entry: LedgerEntry): void;
  ended(pid: number): void;
  readonly entries: readonly LedgerEntry[];
}

/** Ended processes leave two lines each; beyond this many lines the file is written anew with the living ones. */
const MAX_LINES = 200;

export function createProcessLedger(file: string, log: Log = silentLog): ProcessLedger {
  const living = new Map<number, LedgerEntry>();
  let lines = 0;

  function append(line: object): void {
    try {
      if (lines === 0) mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${JSON.stringify(line)}\n`);
      lines += 1;
      if (lines > MAX_LINES) rewrite();
    } catch (error) {
      log.error('process ledger cannot be written', { error, file });
    }
  }

  function rewrite(): void {
    const text = [...living.values()].map((started) => `${JSON.stringify({ started })}\n`).join('');
    // Beside it and then renamed: a crash leaves the old file or the new one, never half of one.
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    lines = Math.max(1, living.size);
  }

  return {
    started(entry) {
      living.set(entry.pid, entry);
      append({ started: entry });
    },
    ended(pid) {
      if (living.delete(pid)) append({ ended: pid });
    },
    get entries() {
      return [...living.values()];
    },
  };
}

/** Reads a ledger; lines that are damaged are left out, a missing file is an empty one. */
export function readLedger(file: string, log: Log = silentLog): LedgerEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) log.warn('process ledger cannot be read', { error, file });
    return [];
  }
  const living = new Map<number, LedgerEntry>();
  let damagedLines = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success) damagedLines += 1;
    else if ('started' in parsed.data) living.set(parsed.data.started.pid, parsed.data.started);
    else living.delete(parsed.data.ended);
  }
  if (damagedLines > 0) log.warn('process ledger has damaged lines', { damagedLines, file });
  return [...living.values()];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Torn by a crash or a bad disk; the schema refuses it with the rest.
    return undefined;
  }
}

export interface ReapOptions {
  /** How long SIGTERM may take. Default 500: nobody waits for what these processes do. */
  readonly termMs?: number;
  readonly table?: ProcessTable;
  readonly clock?: Clock;
  readonly log?: Log;
}

/**
 * Ends every process of the ledger that still lives, with its descendants, and everything that carries the mark of one of the ledger's
 * instances; then removes the ledger. Gives what it ended. Call it when this is the only instance of the app, before anything is started.
 */
export async function reap(file: string, options: ReapOptions = {}): Promise<LedgerEntry[]> {
  const { termMs = 500, table = processTable, clock = monotonicClock, log = silentLog } = options;
  const entries = readLedger(file, log);
  if (entries.length === 0) {
    remove(file, log);
    return [];
  }
  const [processes, owners] = await Promise.all([table.list(), table.owners()]);
  const left = leftBehind(entries, processes, owners);
  await Promise.all(left.map(({ pid, isGroupLeader }) => createProcessFamily({ pid, isGroupLeader, table, clock }).end(termMs)));
  if (left.length > 0) log.warn('ended processes that an earlier run left behind', { processes: left });
  remove(file, log);
  return left;
}

/** In a folder that can't be written to it stays: its processes are ended, and the window has to open to say what is wrong. */
function remove(file: string, log: Log): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    log.warn('process ledger cannot be removed', { error, file });
  }
}

/** Which of these processes are ours from an earlier run: see the top of this file. */
export function leftBehind(
  entries: readonly LedgerEntry[],
  processes: readonly ProcessEntry[],
  owners: ReadonlyMap<number, string>,
): LedgerEntry[] {
  const instanceIds = new Set(entries.map((entry) => entry.instanceId));
  const left: LedgerEntry[] = [];
  for (const { pid, startTime, groupId } of processes) {
    if (pid === process.pid) continue;
    const entry = entries.find((candidate) => candidate.pid === pid);
    const markedBy = owners.get(pid)?.split(':')[0];
    const isMarked = markedBy !== undefined && instanceIds.has(markedBy);
    const isKnown = entry?.startTime === startTime;
    // Either will do. The mark alone: for descendants, and for a child whose start time was not written down in time. The start time alone: on
    // systems that show no marks, and for programs that write their title over their environment.
    if (!isMarked && !isKnown) continue;
    left.push(
      entry && isKnown ? entry : { pid, startTime, isGroupLeader: groupId === pid, label: 'descendant', instanceId: markedBy ?? '' },
    );
  }
  return left;
}
