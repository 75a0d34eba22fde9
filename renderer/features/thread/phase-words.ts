/** What a turn waits for, in words: no spinner goes without them. */
import type { TurnPhase } from '#protocol/ipc.ts';
import { strings } from '../../strings/strings.ts';

/** One line for a phase, or null while text streams: then the text itself is the sign of life. */
export function phaseWords(phase: TurnPhase, nowMs: number, agentName: string): string | null {
  switch (phase.phase) {
    case 'starting-agent':
      return strings.thread.startingAgent;
    case 'restoring':
      return strings.thread.restoring;
    case 'starting-mcp-servers':
      return strings.thread.startingMcp(phase.names.length, phase.names.join(', '));
    case 'waiting-for-model':
      return strings.thread.waitingFor(agentName);
    case 'streaming':
      return null;
    case 'compressing':
      return strings.thread.makingRoom;
    case 'running-tool':
      return phase.title;
    case 'waiting-for-approval':
      return strings.thread.waitingForApproval;
    case 'retrying': {
      const seconds = Math.max(0, Math.ceil((phase.untilMs - nowMs) / 1000));
      const when = seconds === 0 ? strings.thread.tryingAgain : strings.thread.tryingAgainIn(seconds);
      return strings.thread.attempt(when, phase.attempt, phase.maxAttempts, phase.reason);
    }
    case 'stopping':
      return strings.states.stopping;
  }
}
