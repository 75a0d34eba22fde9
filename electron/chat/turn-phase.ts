/** What a running turn waits for, derived from what its bridge reports: no spinner goes without words. */
import type { BridgeEvent } from '#protocol/bridge.ts';
import type { TurnPhase } from '#protocol/ipc.ts';

export interface TurnPhaseTracker {
  readonly phase: TurnPhase;
  set(phase: TurnPhase): void;
  apply(event: BridgeEvent): void;
}

/** `onChange` is called only when the phase really changes, not for each delta. */
export function createTurnPhaseTracker(onChange: (phase: TurnPhase) => void, now: () => number = Date.now): TurnPhaseTracker {
  let phase: TurnPhase = { phase: 'waiting-for-model' };
  const runningTools = new Map<string, string>();
  const openApprovals = new Set<string>();

  const set = (next: TurnPhase) => {
    // Once the person said stop, nothing that still trickles in says otherwise.
    if (phase.phase === 'stopping' || isSamePhase(phase, next)) return;
    phase = next;
    onChange(next);
  };

  /** The most telling thing that is going on beside the model's own words. */
  const settle = () => {
    const title = [...runningTools.values()].at(-1);
    if (openApprovals.size > 0) set({ phase: 'waiting-for-approval' });
    else if (title !== undefined) set({ phase: 'running-tool', title });
    else set({ phase: 'waiting-for-model' });
  };

  return {
    get phase() {
      return phase;
    },
    set,
    apply(event) {
      switch (event.event) {
        case 'text_delta':
        case 'thought_delta':
          set({ phase: 'streaming' });
          break;
        case 'tool_call':
          if (event.call.state === 'running') runningTools.set(event.call.callId, event.call.title);
          else runningTools.delete(event.call.callId);
          settle();
          break;
        case 'approval_request':
          openApprovals.add(event.approval.approvalId);
          settle();
          break;
        case 'approval_closed':
          openApprovals.delete(event.approvalId);
          settle();
          break;
        case 'mcp_servers': {
          const starting = event.servers.filter(({ state }) => state === 'starting').map(({ name }) => name);
          // Only at the start of a turn: later on the agent does not wait for them.
          if (starting.length > 0 && phase.phase === 'waiting-for-model') set({ phase: 'starting-mcp-servers', names: starting });
          else if (starting.length === 0 && phase.phase === 'starting-mcp-servers') settle();
          break;
        }
        case 'retry': {
          const { attempt, maxAttempts, delayMs, message } = event;
          set({ phase: 'retrying', attempt, maxAttempts, untilMs: now() + delayMs, reason: message });
          break;
        }
        default:
          break;
      }
    },
  };
}

function isSamePhase(a: TurnPhase, b: TurnPhase): boolean {
  if (a.phase !== b.phase || a.phase === 'retrying') return false;
  return a.phase !== 'running-tool' || (b.phase === 'running-tool' && a.title === b.title);
}
