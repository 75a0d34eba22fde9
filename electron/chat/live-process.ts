/** One process of a conversation's agent, and what it has been told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { isCrash } from '#platform/restart-policy.ts';
import type { BridgeRequestOf, McpServer, RestoredMessage } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import { type McpServerState, mcpServerStateSchema } from '#protocol/mcp.ts';
import { askBridge, type BridgeProcess } from './bridge-process.ts';
import { toRestoreFrames } from './restore-frames.ts';
import type { BridgeSessionOptions, SessionSettings } from './session.ts';

export interface LiveProcess {
  readonly process: BridgeProcess;
  readonly startedAt: number;
  settings: SessionSettings;
  /** Those it was told of. */
  mcpServers: Record<string, McpServer>;
  /** The message that the agent's context ends with; `unknown` after a turn that did not succeed: what it keeps then is its own affair. */
  knownMessageId: string | null | 'unknown';
  /** Ends with the turn that runs, because it was started with what no longer holds. */
  isRetired: boolean;
}

/** A bridge answers in a millisecond, also in the middle of a turn; one that was just woken may have to be read from disk first. */
const ANSWER_DEADLINE_MS = 5_000;

/** True while it takes requests. */
export function isUsable({ process }: LiveProcess): boolean {
  return process.state === 'ready' || process.state === 'working';
}

/** Asks whether it is there. False only for silence: a refusal is an answer, too. */
export async function answersPing({ process }: LiveProcess): Promise<boolean> {
  try {
    await askBridge(process, { type: 'ping', id: randomUUID() }, { progressDeadlineMs: ANSWER_DEADLINE_MS });
    return true;
  } catch (error) {
    return !(error instanceof AppError) || error.code !== 'timed-out';
  }
}

/** How its MCP servers do; empty where it has none. */
export async function readMcpStates(live: LiveProcess): Promise<McpServerState[]> {
  if (!hasMcpServers(live)) return [];
  const data = await askBridge(live.process, { type: 'mcp_status', id: randomUUID() }, { progressDeadlineMs: ANSWER_DEADLINE_MS });
  return z.array(mcpServerStateSchema).parse(data);
}

/** Without this server nothing happens: its agent is for another project. */
export async function restartMcpServer(live: LiveProcess, server: string): Promise<void> {
  if (!hasMcpServers(live)) return;
  try {
    await askBridge(live.process, { type: 'mcp_restart', id: randomUUID(), server });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
  }
}

function hasMcpServers(live: LiveProcess): boolean {
  return isUsable(live) && Object.keys(live.mcpServers).length > 0;
}

/** Waits until one may start now. After a crash that takes a little longer each time, so that an agent that can't work doesn't keep the machine busy. */
export async function waitForStart({ restartPolicy, admit }: BridgeSessionOptions, signal: AbortSignal): Promise<void> {
  const decision = restartPolicy.decide();
  if (decision.mode === 'persistent' && decision.delayMs > 0) await delay(decision.delayMs, undefined, { signal });
  await admit();
}

/** Makes the object; `beginLiveProcess` starts it. */
export function createLiveProcess(options: BridgeSessionOptions, settings: SessionSettings): LiveProcess {
  const { agentId, folder } = settings;
  return {
    process: options.createProcess(agentId, folder),
    startedAt: Date.now(),
    settings,
    mcpServers: options.mcpServers(agentId, folder),
    knownMessageId: null,
    isRetired: false,
  };
}

/** Starts it and tells it how it is set. Aborted: it ends. */
export async function beginLiveProcess(live: LiveProcess, options: BridgeSessionOptions, signal: AbortSignal): Promise<void> {
  const { process, settings, mcpServers } = live;
  const { folder, extraFolders, model, approvalMode } = settings;
  const abandon = () => void process.stop('asked');
  signal.addEventListener('abort', abandon, { once: true });
  try {
    await process.start();
    await askBridge(process, {
      type: 'configure',
      id: randomUUID(),
      approvalMode,
      includeFolders: [...extraFolders],
      ...(model !== null && { model }),
      ...(folder !== null && { folder, hostTools: [...options.hostTools(folder)] }),
      ...(Object.keys(mcpServers).length > 0 && { mcpServers }),
    });
  } finally {
    signal.removeEventListener('abort', abandon);
  }
}

/** Tells it what has changed since it was told last. */
export async function configureLiveProcess(live: LiveProcess, options: BridgeSessionOptions, settings: SessionSettings): Promise<void> {
  const { model, approvalMode, extraFolders } = live.settings;
  const changed: Pick<BridgeRequestOf<'configure'>, 'model' | 'approvalMode' | 'includeFolders' | 'mcpServers'> = {
    // A retired process may belong to the agent that the conversation had before, which doesn't know the new one's models.
    ...(settings.model !== model && settings.model !== null && !live.isRetired && { model: settings.model }),
    ...(settings.approvalMode !== approvalMode && { approvalMode: settings.approvalMode }),
    ...(!isSameList(settings.extraFolders, extraFolders) && { includeFolders: [...settings.extraFolders] }),
  };
  const mcpServers = live.isRetired ? {} : options.mcpServers(live.settings.agentId, live.settings.folder);
  if (JSON.stringify(mcpServers) !== JSON.stringify(live.mcpServers) && !live.isRetired) changed.mcpServers = mcpServers;
  const { model: newModel, approvalMode: newMode, extraFolders: newFolders } = settings;
  live.settings = { ...live.settings, model: newModel, approvalMode: newMode, extraFolders: newFolders };
  live.mcpServers = mcpServers;
  if (Object.keys(changed).length > 0) await askBridge(live.process, { type: 'configure', id: randomUUID(), ...changed });
}

/** Gives it the conversation's history in place of what it knew. */
export async function restoreLiveProcess({ process }: LiveProcess, messages: RestoredMessage[], correlationId: string): Promise<void> {
  for (const frame of toRestoreFrames(messages)) {
    await askBridge(process, { type: 'restore', id: randomUUID(), ...frame }, { correlationId });
  }
}

/** What the end of a process means for the next one. An end that was asked for means nothing. */
export async function followExit(process: BridgeProcess, { conversationId, restartPolicy, log }: BridgeSessionOptions): Promise<void> {
  const exit = await process.exited;
  if (exit === null || !isCrash(exit)) return;
  const { stderrTail, ...facts } = exit;
  log.warn('The agent’s process ended unexpectedly', { conversationId, ...facts, stderrTail });
  restartPolicy.recordCrash();
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
