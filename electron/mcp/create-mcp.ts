/** Builds the MCP service and connects it to the agents. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#platform/log.ts';
import { redactor } from '#platform/redaction.ts';
import type { ChildWatcher } from '#platform/sidecar-process.ts';
import type { AppPaths } from '../app-paths.ts';
import type { BridgeManager } from '../chat/bridge-manager.ts';
import type { KeyStore } from '../desktop/credentials.ts';
import type { WindowEvents } from '../ipc/window-events.ts';
import type { ConversationStore } from '../store/conversations.ts';
import type { SettingsStore } from '../store/settings.ts';
import { probeMcpServer } from './mcp-probe.ts';
import { createMcpSecrets } from './mcp-secrets.ts';
import { createMcpService, type McpService } from './mcp-service.ts';
import { createMcpStore } from './mcp-store.ts';

export interface McpOptions {
  paths: AppPaths;
  nodeBinary: string;
  keyStore: KeyStore;
  settings: SettingsStore;
  bridges: BridgeManager;
  conversations: Pick<ConversationStore, 'get' | 'list'>;
  windowEvents: WindowEvents;
  watcher: ChildWatcher | undefined;
  log: Log;
}

export function createMcp({
  paths,
  nodeBinary,
  keyStore,
  settings,
  bridges,
  conversations,
  windowEvents,
  watcher,
  log,
}: McpOptions): McpService {
  return createMcpService({
    store: createMcpStore({ file: paths.mcpServersFile, log }),
    secrets: createMcpSecrets({ file: paths.mcpSecretsFile, keyStore, registerSecret: (secret) => redactor.addSecret(secret) }),
    homeFolder: homedir(),
    projects: () => {
      const used = conversations.list({ archived: false }).flatMap(({ projectFolder }) => (projectFolder === null ? [] : [projectFolder]));
      return [...new Set([...settings.get().recentFolders, ...used])];
    },
    probe: (server, folder) =>
      probeMcpServer(server, folder, { nodeBinary, probeFile: join(paths.bridgeFolder, 'mcp-probe.js'), watcher, log }),
    async askAgents() {
      const asked = bridges
        .sessions()
        .map(async (session) => ({ conversationId: session.conversationId, states: await session.mcpStates() }));
      // An agent that ends while it is asked has no servers.
      return (await Promise.allSettled(asked)).flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    },
    async restartInAgents(name) {
      await Promise.all(bridges.sessions().map((session) => session.restartMcpServer(name)));
    },
    onServersChanged() {
      for (const { conversationId } of bridges.sessions()) {
        const conversation = conversations.get(conversationId);
        if (conversation === null) continue;
        // Told again before the next turn: whatever goes wrong now, that turn says.
        bridges.reconfigure(conversation).catch((error: unknown) => log.debug('An agent was not told of its MCP servers', { error }));
      }
    },
    announce: (servers) => windowEvents.send('mcp.changed', { servers }),
  });
}
