/** Main's services as the app builds them, without a window: a real database, real bridges, and a local server that speaks the Gemini API. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AppPaths } from '#electron/app-paths.ts';
import type { ChangeFiles } from '#electron/changes/worker/change-files.ts';
import { recoverAfterExit } from '#electron/chat/unanswered.ts';
import { createServices, type Services } from '#electron/create-services.ts';
import { type Credentials, createCredentials, type KeyStore } from '#electron/desktop/credentials.ts';
import { type Database, openDatabase } from '#electron/store/database.ts';
import { createSettingsStore } from '#electron/store/settings.ts';
import { silentLog } from '#platform/log.ts';
import type { Message } from '#protocol/conversation.ts';
import type { ChatEvent, EventChannel, EventPayload, Settings } from '#protocol/ipc.ts';
import { builtBridge } from '#tests/integration/bridge/built-bridge.ts';
import { sharedChangeFiles } from '#tests/support/change-files.ts';
import { shareCompileCache } from '#tests/support/compile-cache.ts';
import { type GeminiApiServer, startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';

export interface ChatRig extends Services {
  readonly api: GeminiApiServer;
  readonly database: Database;
  readonly credentials: Credentials;
  readonly folder: string;
  /** Everything the window was told, oldest first. */
  readonly told: ToldEvent[];
  /** Fulfilled with the first event, told from now on, that the predicate wants. */
  nextEvent(wanted: (event: ChatEvent, conversationId: string) => boolean): Promise<ChatEvent>;
  /** A new conversation; returns its id. */
  newConversation(options?: { projectFolder?: string | null; agentId?: string }): string;
  /** Sends a prompt and waits until its turn has ended; returns the answer as stored. */
  ask(conversationId: string, text: string, parentId?: string | null): Promise<Message>;
  /** Waits until the conversation's turn has ended; returns the answer as stored. */
  turnEnd(conversationId: string, assistantMessageId: string): Promise<Message>;
  settings(patch: Partial<Settings>): void;
  /** Quits as the app does. */
  quit(): Promise<void>;
}

type ToldEvent = { [Channel in EventChannel]: { channel: Channel; payload: EventPayload<Channel> } }[EventChannel];

const PYTHON_FOLDER = join(import.meta.dirname, '..', '..', '..', 'python');

const noKeyStore: KeyStore = { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' };

/** Starts it in a data folder of its own, or in that of an earlier rig: the app after a restart. `hasKey: false`: before a person gave one. */
export async function startChatRig(
  options: { folder?: string; api?: GeminiApiServer; hasKey?: boolean; keyStore?: KeyStore; changeFiles?: ChangeFiles } = {},
): Promise<ChatRig> {
  const folder = options.folder ?? makeFolder();
  const api = options.api ?? (await startOwnApi());
  const bridgeFile = await builtBridge();
  shareCompileCache(join(folder, 'agents'));
  const database = openDatabase({
    file: join(folder, 'conversations.db'),
    appVersion: '0.0.0-test',
    backupFolder: join(folder, 'backups'),
    log: silentLog,
  });
  recoverAfterExit(database);
  const told: ToldEvent[] = [];
  const waiting = new Set<(conversationId: string, event: ChatEvent) => void>();
  const settings = createSettingsStore({ file: join(folder, 'settings.json'), log: silentLog });
  const credentials = createCredentials({
    file: join(folder, 'credentials.json'),
    keyStore: noKeyStore,
    environment: options.hasKey === false ? {} : { GEMINI_API_KEY: 'test-key', GOOGLE_GEMINI_BASE_URL: api.baseUrl },
    registerSecret: () => {},
  });
  const services = createServices({
    paths: {
      bridgeFolder: join(bridgeFile, '..'),
      agentStateFolder: join(folder, 'agents'),
      codeMapCacheFolder: join(folder, 'code-maps'),
      workspacesFolder: join(folder, 'workspaces'),
      mcpServersFile: join(folder, 'mcp-servers.json'),
      mcpSecretsFile: join(folder, 'mcp-secrets.json'),
      checkpointsFolder: join(folder, 'checkpoints'),
      worktreesFolder: join(folder, 'worktrees'),
      pythonFolder: PYTHON_FOLDER,
    } as AppPaths,
    appVersion: '0.0.0-test',
    nodeBinary: process.execPath,
    database,
    settings,
    credentials,
    keyStore: options.keyStore ?? noKeyStore,
    windowEvents: {
      send(channel, payload) {
        told.push({ channel, payload } as ToldEvent);
        if (channel !== 'chat.event') return;
        const { conversationId, events } = payload as EventPayload<'chat.event'>;
        for (const event of events) for (const listener of waiting) listener(conversationId, event);
      },
    },
    changeFiles: options.changeFiles ?? sharedChangeFiles,
    watcher: undefined,
    log: silentLog,
  });

  const quit = async () => {
    await Promise.all([services.bridges.closeAll(), services.codeMap.closeAll()]);
    await services.chat.settled();
    await services.changes.close();
    database.close();
  };
  let hasQuit = false;
  const quitOnce = async () => {
    if (hasQuit) return;
    hasQuit = true;
    await quit();
  };
  onTestFinished(quitOnce);

  const nextEvent: ChatRig['nextEvent'] = (wanted) =>
    new Promise((resolve) => {
      const listener = (conversationId: string, event: ChatEvent) => {
        if (!wanted(event, conversationId)) return;
        waiting.delete(listener);
        resolve(event);
      };
      waiting.add(listener);
    });

  const turnEnd: ChatRig['turnEnd'] = async (conversationId, assistantMessageId) => {
    if (services.chat.isRunning(conversationId)) {
      await nextEvent((event, id) => id === conversationId && event.type === 'turn-changed' && event.turn === null);
    }
    const message = database.messages.get(assistantMessageId);
    if (message === null) throw new Error('The answer is not in the database.');
    return message;
  };

  return {
    ...services,
    api,
    database,
    credentials,
    folder,
    told,
    nextEvent,
    turnEnd,
    newConversation: ({ projectFolder = makeProject(folder), agentId } = {}) =>
      services.conversations.create({ projectFolder, agentId }).id,
    async ask(conversationId, text, parentId) {
      const { assistantMessageId } = services.chat.send({ conversationId, parts: [{ type: 'text', text }], parentId });
      return turnEnd(conversationId, assistantMessageId);
    },
    settings: (patch) => void settings.update(patch),
    quit: quitOnce,
  };
}

/** The text of an answer, without thoughts, tools and notices. */
export function textOf(message: Message): string {
  return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-chat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function makeProject(folder: string): string {
  const project = join(folder, 'project');
  mkdirSync(project, { recursive: true });
  return project;
}

async function startOwnApi(): Promise<GeminiApiServer> {
  const api = await startGeminiApiServer();
  onTestFinished(() => api.close());
  return api;
}
