/** All agents together, as main last told: how many live, and whether they are paused. */
import { create } from 'zustand';
import type { SessionsSummary } from '#protocol/ipc.ts';
import { invoke } from '../api.ts';
import { reportErrors } from './report-error.ts';

export const useSessions = create<SessionsSummary>()(() => ({ liveAgents: 0, paused: false }));

/** While paused no agent starts; those that run go on. The store follows when main has told so. */
export function setPaused(paused: boolean): void {
  reportErrors(invoke('sessions.setPaused', { paused }));
}
