/** What a turn waits for, in words: no spinner goes without them. */
import type { TurnPhase } from '#protocol/ipc.ts';

/** One line for a phase, or null while text streams: then the text itself is the sign of life. */
export function phaseWords(phase: TurnPhase, nowMs: number, agentName: string): string | null {
  switch (phase.phase) {
    case 'starting-agent':
      return 'Starting the agent';
    case 'restoring':
      return 'Restoring the conversation';
    case 'starting-mcp-servers':
      return `Starting ${phase.names.length === 1 ? 'the MCP server' : 'MCP servers'} ${phase.names.join(', ')}`;
    case 'waiting-for-model':
      return `Waiting for ${agentName}`;
    case 'streaming':
      return null;
    case 'running-tool':
      return phase.title;
    case 'waiting-for-approval':
      return 'Waiting for your approval';
    case 'retrying': {
      const seconds = Math.max(0, Math.ceil((phase.untilMs - nowMs) / 1000));
      const when = seconds === 0 ? 'Trying again' : `Trying again in ${seconds} s`;
      return `${when} (${phase.attempt} of ${phase.maxAttempts}): ${phase.reason}`;
    }
    case 'stopping':
      return 'Stopping';
  }
}
