/** All agents a conversation can be held with. */
import { AppError } from '#protocol/errors.ts';
import type { AgentDescriptor } from '#protocol/ipc.ts';
import type { Agent } from './agent.ts';

export interface AgentRegistry {
  /** Throws `not-found`, in words for the person, for an agent this version does not have. */
  get(agentId: string): Agent;
  describeAll(): AgentDescriptor[];
}

export function createAgentRegistry(agents: Agent[]): AgentRegistry {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return {
    get(agentId) {
      const agent = byId.get(agentId);
      if (agent === undefined) {
        throw new AppError({
          code: 'not-found',
          message: `This conversation belongs to the agent “${agentId}”, which this version of the app does not have. Choose another agent to go on.`,
        });
      }
      return agent;
    },
    describeAll: () => agents.map(describe),
  };
}

function describe(agent: Agent): AgentDescriptor {
  const { id, name, description, capabilities, models, defaultModel } = agent;
  const missing = agent.missing();
  return { id, name, description, capabilities, models, defaultModel, ...(missing !== undefined && { missing }) };
}
