/** The agents conversations can be held with, as main last told. */
import { create } from 'zustand';
import type { AgentDescriptor } from '#protocol/ipc.ts';
import { strings } from '../strings/strings.ts';

export const useAgents = create<{ agents: AgentDescriptor[] }>()(() => ({ agents: [] }));

/** An agent by id, or undefined when the app does not have it. */
export function useAgent(agentId: string | undefined): AgentDescriptor | undefined {
  return useAgents((state) => state.agents.find((agent) => agent.id === agentId));
}

/** Agent and model in one line; the agent is left out where the model's name begins with it. */
export function agentAndModel(agent: AgentDescriptor | undefined, agentId: string, model: string | null): string {
  const agentName = agent?.name ?? agentId;
  const name = modelName(agent, model);
  return name.startsWith(agentName) ? name : `${agentName} · ${name}`;
}

/** What people call a model; an id the agent doesn't list is its own name. Null: the agent's default, or the agent itself where it has no models. */
export function modelName(agent: AgentDescriptor | undefined, model: string | null): string {
  // An agent without models is chosen by its own name.
  if (agent?.capabilities.models === false) return agent.name;
  const id = model ?? agent?.defaultModel ?? null;
  if (id === null) return strings.state.defaultModel;
  return agent?.models.find((candidate) => candidate.id === id)?.name ?? id;
}
