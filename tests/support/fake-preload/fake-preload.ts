/**
 * A `PreloadApi` in the page: the window runs on scripted data without main. For component tests, and for looking at states that are
 * hard to reach in the real app.
 */

import type { Message } from '#protocol/conversation.ts';
import { AppError, type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type {
  AgentDescriptor,
  ConversationSummary,
  CredentialStatus,
  EventChannel,
  EventPayload,
  InvokeChannel,
  InvokeReply,
  InvokeRequest,
  InvokeResponse,
  OpenApproval,
  PreloadApi,
  Settings,
} from '#protocol/ipc.ts';
import { EVENT_CHANNELS, INVOKE_CHANNELS } from '#protocol/ipc-names.ts';
import { conversationSummary } from './conversations.ts';

/** What the fake knows; tests change it and look at what the window made of it. */
export type FakeState = {
  conversations: Map<string, ConversationSummary>;
  deleted: Map<string, ConversationSummary>;
  messages: (conversationId: string) => Message[];
  approvals: OpenApproval[];
  agents: AgentDescriptor[];
  settings: Settings;
  credentials: CredentialStatus;
  /** The answer of `credentials.test`: an error, or null when it works. */
  credentialError: ErrorInfo | null;
  chosenFolder: string | null;
};

/** Channels left out answer with an error, as they would without the part of main behind them. */
type Handlers = {
  [Channel in InvokeChannel]?: (request: InvokeRequest<Channel>) => InvokeResponse<Channel> | Promise<InvokeResponse<Channel>>;
};

export type FakePreload = {
  api: PreloadApi;
  state: FakeState;
  /** Every call, in order. */
  calls: { channel: InvokeChannel; request: unknown }[];
  /** The next call of this channel fails with this error. */
  failNext: (channel: InvokeChannel, error: ErrorInfo) => void;
  emit: <Channel extends EventChannel>(channel: Channel, payload: EventPayload<Channel>) => void;
};

/** Builds the fake around a state; `delayMs` makes every answer wait, as a slow disk would. */
export function createFakePreload(state: FakeState, { delayMs = 0 } = {}): FakePreload {
  const listeners = new Map<EventChannel, Set<(payload: never) => void>>();
  const failures = new Map<InvokeChannel, ErrorInfo>();
  const calls: FakePreload['calls'] = [];
  let created = 0;

  const emit: FakePreload['emit'] = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload as never);
  };
  const find = (id: string) => {
    const conversation = state.conversations.get(id);
    if (conversation === undefined) throw new AppError({ code: 'not-found', message: 'This conversation no longer exists.' });
    return conversation;
  };
  const store = (conversation: ConversationSummary) => {
    state.conversations.set(conversation.id, conversation);
    emit('conversations.changed', { upserted: [conversation], removed: [] });
    return conversation;
  };
  const saveCredentials = (change: Partial<CredentialStatus>) => {
    state.credentials = { ...state.credentials, ...change };
    state.agents = state.agents.map(({ missing: _, ...agent }) =>
      state.credentials.source === 'none' ? { ...agent, missing: 'credentials' } : agent,
    );
    emit('agents.changed', { agents: state.agents });
    return state.credentials;
  };
  const open = (conversationId: string) => {
    const messages = find(conversationId).leafMessageId === null ? [] : state.messages(conversationId);
    return {
      conversation: find(conversationId),
      messages,
      hasEarlier: false,
      totalMessages: messages.length,
      turn: null,
      approvals: state.approvals.filter((approval) => approval.conversationId === conversationId),
      draft: '',
      draftAttachments: [],
      queue: { messages: [], hold: null },
    };
  };

  const handlers: Handlers = {
    'app.info': () => ({
      version: '0.1.0',
      platform: 'linux',
      dataFolder: '/home/ada/.config/agent-manager',
      logFolder: '/home/ada/.config/agent-manager/logs',
      homeFolder: '/home/ada',
    }),
    'app.listening': () => null,
    'data.jobs': () => [],
    'agents.list': () => state.agents,
    'conversations.list': ({ archived, limit }) =>
      [...state.conversations.values()]
        .filter((conversation) => conversation.archived === archived)
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, limit),
    'conversations.create': (request) => {
      created += 1;
      return store(
        conversationSummary({
          id: `created-${created}`,
          agentId: request.agentId ?? state.settings.defaultAgentId,
          projectFolder: request.projectFolder ?? null,
          leafMessageId: null,
        }),
      );
    },
    'conversations.update': ({ id, patch }) => store({ ...find(id), ...(patch as Partial<ConversationSummary>) }),
    'conversations.delete': ({ id }) => {
      state.deleted.set(id, find(id));
      state.conversations.delete(id);
      emit('conversations.changed', { upserted: [], removed: [id] });
      return undefined;
    },
    'conversations.undoDelete': ({ id }) => {
      const conversation = state.deleted.get(id);
      if (conversation === undefined) throw new AppError({ code: 'not-found', message: 'It can no longer be brought back.' });
      return store(conversation);
    },
    'conversations.setFocused': ({ id }) => {
      const conversation = id === null ? undefined : state.conversations.get(id);
      if (conversation?.unread === true) store({ ...conversation, unread: false });
      return undefined;
    },
    'chat.open': ({ conversationId }) => open(conversationId),
    'chat.earlier': () => ({ messages: [], hasEarlier: false, totalMessages: 0 }),
    'chat.send': () => {
      throw new AppError({ code: 'network', message: 'This window runs without its agents.', action: 'retry' });
    },
    'chat.retry': () => {
      throw new AppError({ code: 'network', message: 'This window runs without its agents.', action: 'retry' });
    },
    'chat.stop': () => undefined,
    'chat.toolOutput': () => '',
    'chat.toolCall': () => {
      throw new AppError({ code: 'network', message: 'This window runs without its agents.', action: 'retry' });
    },
    'attachments.locate': ({ paths }) => paths.map(() => ({ kind: 'file' as const })),
    'queue.add': () => ({ id: 'queued' }),
    'queue.update': () => undefined,
    'queue.move': () => undefined,
    'queue.remove': () => undefined,
    'queue.setEditing': () => undefined,
    'queue.sendNow': () => undefined,
    'queue.resume': () => undefined,
    'chat.selectBranch': ({ conversationId }) => open(conversationId),
    'chat.saveDraft': () => undefined,
    'chat.saveDraftAttachments': () => undefined,
    'projects.status': () => ({ exists: true, git: { branch: 'main', commit: null } }),
    'changes.list': () => ({ turns: [] }),
    'approvals.list': () => state.approvals,
    'approvalRules.list': () => [],
    'approvals.answer': ({ approvalId }) => {
      state.approvals = state.approvals.filter((approval) => approval.approvalId !== approvalId);
      emit('approvals.changed', { approvals: state.approvals });
      return undefined;
    },
    'credentials.status': () => state.credentials,
    'credentials.test': () => (state.credentialError === null ? { ok: true, modelCount: 42 } : { ok: false, error: state.credentialError }),
    'credentials.save': ({ account, keepWithoutKeyStore }) => {
      const withoutKeyStore = keepWithoutKeyStore === 'file' ? 'unprotected-file' : 'memory';
      return saveCredentials({
        method: account.method,
        source: state.credentials.keyStoreAvailable ? 'key-store' : withoutKeyStore,
        keyHint: account.key?.slice(-4) ?? state.credentials.keyHint,
        baseUrl: account.method === 'api-key' ? (account.baseUrl ?? null) : null,
        vertexProject: account.method === 'vertex-ai' ? account.project : null,
        vertexLocation: account.method === 'vertex-ai' ? account.location : null,
      });
    },
    'credentials.remove': () => saveCredentials({ source: 'none', keyHint: null }),
    'settings.get': () => state.settings,
    'settings.problems': () => ({ problems: [], keptFile: null }),
    'settings.update': ({ patch }) => {
      state.settings = { ...state.settings, ...(patch as Partial<Settings>) };
      emit('settings.changed', { settings: state.settings });
      return state.settings;
    },
    'desktop.chooseFolder': () => state.chosenFolder,
    'desktop.openExternal': () => undefined,
    'desktop.copyText': () => undefined,
    'desktop.showLog': () => undefined,
    'processes.list': () => [],
    'sessions.summary': () => ({ liveAgents: 0, paused: false }),
  };

  const notScripted = () => {
    throw new AppError({ code: 'not-found', message: 'This window runs without main.' });
  };
  const invoke = async (channel: InvokeChannel, request: unknown): Promise<InvokeReply> => {
    calls.push({ channel, request });
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    try {
      const failure = failures.get(channel);
      failures.delete(channel);
      if (failure !== undefined) throw new AppError(failure);
      return { ok: true, value: structuredClone(await (handlers[channel] ?? notScripted)(request as never)) };
    } catch (error) {
      return { ok: false, error: toErrorInfo(error) };
    }
  };

  const api = {
    pathForFile: () => '',
    invoke: Object.fromEntries(INVOKE_CHANNELS.map((channel) => [channel, (request: unknown) => invoke(channel, request)])),
    on: Object.fromEntries(
      EVENT_CHANNELS.map((channel) => [
        channel,
        (listener: (payload: never) => void) => {
          const of = listeners.get(channel) ?? new Set();
          listeners.set(channel, of.add(listener));
          return () => of.delete(listener);
        },
      ]),
    ),
  } as unknown as PreloadApi;

  return { api, state, calls, emit, failNext: (channel, error) => failures.set(channel, error) };
}
