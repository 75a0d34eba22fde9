/** The code guide (bridge/guide): answers from the code map, offline and without an account. */
import { strings } from '../../strings/strings.ts';
import type { Agent } from '../agent.ts';

export interface GuideAgentOptions {
  /** Electron's own binary, run as Node: the app ships no other. */
  nodeBinary: string;
  /** The built bridge, outside the asar archive: a child process cannot read inside it. */
  bridgeFile: string;
  /** Where it keeps its compile cache; it has no other state. */
  stateFolder: string;
}

export function createGuideAgent({ nodeBinary, bridgeFile, stateFolder }: GuideAgentOptions): Agent {
  return {
    id: 'guide',
    name: 'Code guide',
    get description() {
      return strings().agents.guide;
    },
    capabilities: { models: false, thoughts: false, tools: true, approvals: false, images: false, restore: true, hostTools: true },
    models: [],
    defaultModel: null,
    missing: () => undefined,
    bridgeCommand: () => ({
      command: nodeBinary,
      args: [bridgeFile],
      env: { ELECTRON_RUN_AS_NODE: '1', AGENT_MANAGER_STATE_DIR: stateFolder },
    }),
  };
}
