/**
 * What an agent is to the rest of main: a name, what it can do, and how to start its bridge process. Everything above speaks only the
 * bridge protocol, so a new agent is one folder here and one line in registry.ts.
 */
import type { AgentCapabilities, Model } from '#protocol/conversation.ts';

/** How to start one bridge process. */
export interface BridgeCommand {
  command: string;
  args: string[];
  /** Added to the small allow-list of inherited variables; may hold secrets, so it is never logged. */
  env: Record<string, string>;
}

export interface Agent {
  /** Stored with conversations: never changes once released. */
  readonly id: string;
  readonly name: string;
  /** One sentence for the person who chooses. */
  readonly description: string;
  readonly capabilities: AgentCapabilities;
  readonly models: Model[];
  /** Null: the agent knows no models. */
  readonly defaultModel: string | null;
  /** What keeps it from being used now; undefined when nothing does. */
  missing(): 'credentials' | undefined;
  bridgeCommand(): BridgeCommand;
}
