/** The code guide as an agent: settings, what was talked about, and turns. */
import type { BridgeRequestOf, HostTool } from '#protocol/bridge.ts';
import { HostCalls } from '../serving/host-calls.ts';
import type { ServedAgent } from '../serving/served-agent.ts';
import type { ProjectState } from './answers/answer.ts';
import { AGENT_ID, contextOf, EMPTY_CONTEXT } from './conversation-context.ts';
import { createGuideTurn } from './turn.ts';

const VERSION = '1';

export function createGuideAgent(): ServedAgent {
  const hostCalls = new HostCalls();
  let context = EMPTY_CONTEXT;
  let hostTools: readonly HostTool[] = [];
  let folder: string | undefined;
  let isConfigured = false;

  /** A client that configures and names no folder has a person who can choose one. */
  const projectFor = ({ stream }: BridgeRequestOf<'message'>): ProjectState => {
    if (isConfigured && folder === undefined) return 'no-folder';
    return hostTools.length > 0 && stream === true ? 'ready' : 'no-code-map';
  };

  return {
    hostCalls,
    introduce: () => ({
      agent: { id: AGENT_ID, name: 'Code guide', version: VERSION },
      capabilities: { models: false, thoughts: false, tools: true, approvals: false, images: false, restore: true, hostTools: true },
      models: [],
      defaultModel: null,
    }),
    async configure(request) {
      isConfigured = true;
      if (request.folder !== undefined) folder = request.folder;
      if (request.hostTools !== undefined) hostTools = request.hostTools;
    },
    async restore(messages, append) {
      context = contextOf(messages, append ? context : EMPTY_CONTEXT);
    },
    async prepareTurn(request) {
      return (channel) =>
        createGuideTurn({
          content: request.content,
          context,
          project: projectFor(request),
          hostTools,
          hostCalls,
          channel,
          onAnswered: (after) => {
            context = after;
          },
        });
    },
  };
}
