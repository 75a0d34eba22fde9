/** Gemini, through the bridge around its SDK (bridge/gemini). */
import { GEMINI_DEFAULT_MODEL, GEMINI_MODELS } from '#protocol/gemini-models.ts';
import { strings } from '../../strings/strings.ts';
import type { Agent } from '../agent.ts';

/** Stored with conversations. */
export const GEMINI_AGENT_ID = 'gemini';

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

export function createGeminiAgent(options: GeminiAgentOptions): Agent {
  return {
    id: GEMINI_AGENT_ID,
    name: 'Gemini',
    get description() {
      return strings().agents.gemini;
    },
    capabilities: {
      models: true,
      thoughts: true,
      tools: true,
      approvals: true,
      images: true,
      restore: true,
      hostTools: true,
      files: true,
      steering: true,
      mcpServers: true,
      compression: true,
    },
    get models() {
      const words: Partial<Record<string, string>> = strings().agents.geminiModels;
      return GEMINI_MODELS.map((model) => ({ ...model, description: words[model.id] ?? model.description }));
    },
    defaultModel: GEMINI_DEFAULT_MODEL,
    missing: () => (options.hasCredentials() ? undefined : 'credentials'),
    bridgeCommand: () => ({
      command: options.nodeBinary,
      args: [options.bridgeFile],
      env: { ELECTRON_RUN_AS_NODE: '1', AGENT_MANAGER_STATE_DIR: options.stateFolder, ...options.credentialEnvironment() },
    }),
  };
}
