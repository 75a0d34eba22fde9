import type { AgentDescriptor } from '#protocol/ipc.ts';

/** The agent wished for where it can be used, else the first that can. */
export function startingAgent(agents: readonly AgentDescriptor[], wishedId: string): AgentDescriptor | undefined {
  const usable = agents.filter(({ missing }) => missing === undefined);
  return usable.find(({ id }) => id === wishedId) ?? usable[0];
}
