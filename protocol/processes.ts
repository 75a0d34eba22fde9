/** The app's processes, and its agents as a whole. */
import { z } from 'zod';
import { sessionStateSchema } from './conversation.ts';

const id = z.string().min(1).max(100);
const nothing = z.undefined().optional();

/** A process of the app, as the Processes view shows it. */
export const processInfoSchema = z.object({
  pid: z.number().int(),
  parentPid: z.number().int().nullable(),
  kind: z.enum(['main', 'renderer', 'gpu', 'utility', 'agent', 'code-map', 'guard', 'child']),
  /** An agent's is the title of its conversation. */
  label: z.string(),
  /** Null for what is no agent. */
  agentName: z.string().nullable(),
  conversationId: z.string().nullable(),
  state: sessionStateSchema.nullable(),
  cpuPercent: z.number().nonnegative(),
  memoryBytes: z.number().nonnegative(),
  startedAt: z.number(),
  restarts: z.number().int().nonnegative(),
  /** Epoch time at which the idle stop comes, or null. */
  idleStopAt: z.number().nullable(),
});
export type ProcessInfo = z.infer<typeof processInfoSchema>;

/** All agents together, for the sidebar's foot and the tray. */
export const sessionsSummarySchema = z.object({
  /** Agents that have a process. */
  liveAgents: z.number().int().nonnegative(),
  paused: z.boolean(),
});
export type SessionsSummary = z.infer<typeof sessionsSummarySchema>;

/** Invoke channels of processes and agents as a whole. */
export const processesInvokeContract = {
  'processes.list': { request: nothing, response: z.array(processInfoSchema) },
  /** Ends the conversation's agent, its turn included; the next turn starts a new one. */
  'sessions.stop': { request: z.object({ conversationId: id }), response: nothing },
  'sessions.restart': { request: z.object({ conversationId: id }), response: nothing },
  'sessions.stopAll': { request: nothing, response: nothing },
  /** While paused no agent starts; those that run go on. */
  'sessions.setPaused': { request: z.object({ paused: z.boolean() }), response: nothing },
  'sessions.summary': { request: nothing, response: sessionsSummarySchema },
  /** What the conversation's agent last wrote to stderr; empty when there is nothing. */
  'sessions.log': { request: z.object({ conversationId: id }), response: z.string() },
};
