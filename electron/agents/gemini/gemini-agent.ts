/** Gemini, through the bridge around its SDK (bridge/gemini). */
import type { Agent } from '../agent.ts';

export interface GeminiAgentOptions {
  /** Electron's own binary, run as Node: the app ships no other. */
  nodeBinary: string;
  /** The built bridge, outside the asar archive: a child process cannot read inside it. */
  bridgeFile: string;
  /** Where the SDK keeps its state instead of the person's ~/.gemini. */
  stateFolder: string;
  credentialEnvironment: () => Record<string, string>;
  hasCredentials: () => boolean;
}

/** One million tokens, the window of every 2.5 and 3 model [Gemini API documentation, "Long context"]. */
const CONTEXT_WINDOW = 1_048_576;

export function createGeminiAgent(options: GeminiAgentOptions): Agent {
  return {
    id: 'gemini',
    name: 'Gemini',
    description: 'Google’s models, with your own API key or Vertex AI.',
    capabilities: { models: true, thoughts: true, tools: true, approvals: true, images: true, restore: true, hostTools: true },
    models: [
      { id: 'gemini-3-pro-preview', name: 'Gemini 3 Pro', description: 'The strongest at hard tasks', contextWindow: CONTEXT_WINDOW },
      { id: 'gemini-3-flash-preview', name: 'Gemini 3 Flash', description: 'Strong and quick', contextWindow: CONTEXT_WINDOW },
      { id: 'gemini-2.5-pro', name: 'Gemini 2.5 Pro', description: 'Careful reasoning', contextWindow: CONTEXT_WINDOW },
      { id: 'gemini-2.5-flash', name: 'Gemini 2.5 Flash', description: 'Quick and inexpensive', contextWindow: CONTEXT_WINDOW },
      { id: 'gemini-2.5-flash-lite', name: 'Gemini 2.5 Flash-Lite', description: 'The quickest', contextWindow: CONTEXT_WINDOW },
    ],
    defaultModel: 'gemini-2.5-pro',
    missing: () => (options.hasCredentials() ? undefined : 'credentials'),
    bridgeCommand: () => ({
      command: options.nodeBinary,
      args: [options.bridgeFile],
      env: { ELECTRON_RUN_AS_NODE: '1', AGENT_MANAGER_STATE_DIR: options.stateFolder, ...options.credentialEnvironment() },
    }),
  };
}
