/** The states of the window that are worth looking at, by name. */
import type { AgentDescriptor } from '#protocol/ipc.ts';
import { archivedConversations, conversationSummary, manyConversations, usualConversations } from './conversations.ts';
import type { FakeState } from './fake-preload.ts';
import { usualThread } from './messages.ts';

const GEMINI: AgentDescriptor = {
  id: 'gemini',
  name: 'Gemini',
  description: 'Google’s models, with your own API key or Vertex AI.',
  capabilities: { models: true, thoughts: true, tools: true, approvals: true, images: true, restore: true, hostTools: true },
  models: [
    { id: 'gemini-3-pro-preview', name: 'Gemini 3 Pro', description: 'The strongest at hard tasks', contextWindow: 1_048_576 },
    { id: 'gemini-2.5-pro', name: 'Gemini 2.5 Pro', description: 'Careful reasoning', contextWindow: 1_048_576 },
    { id: 'gemini-2.5-flash', name: 'Gemini 2.5 Flash', description: 'Quick and inexpensive', contextWindow: 1_048_576 },
  ],
  defaultModel: 'gemini-2.5-pro',
};

/** A person with a key and a list of conversations. */
export function usualState(): FakeState {
  return {
    conversations: new Map([...usualConversations(), ...archivedConversations()].map((conversation) => [conversation.id, conversation])),
    deleted: new Map(),
    messages: usualThread,
    approvals: [],
    agents: [GEMINI],
    settings: {
      theme: 'system',
      language: 'system',
      contrast: 'system',
      defaultAgentId: 'gemini',
      defaultModel: null,
      defaultApprovalMode: 'default',
      recentFolders: ['/home/ada/projects/ledger', '/home/ada/projects/atlas'],
      maxLiveAgents: null,
      idleStopMinutes: 10,
      turnDeadlineSeconds: 120,
      pythonPath: null,
      closeWindow: 'ask',
      backupFolder: null,
      modelPrices: {},
      notifyNeedsApproval: true,
      notifyFinished: 'long',
      notifyFailed: true,
      proxyMode: 'system',
      proxyUrl: null,
      noProxy: '',
      caFile: null,
      shortcuts: {},
      quickComposerKeys: null,
      updateFeed: null,
      checkForUpdates: false,
      sidebarWidth: 264,
      diffLayout: 'unified',
      inspectorWidth: 380,
      inspectorTab: null,
    },
    credentials: {
      method: 'api-key',
      source: 'key-store',
      keyHint: 'Q4xZ',
      baseUrl: null,
      vertexProject: null,
      vertexLocation: null,
      keyStoreAvailable: true,
    },
    credentialError: null,
    chosenFolder: '/home/ada/projects/ledger',
  };
}

const withoutKey = (): FakeState => ({
  ...usualState(),
  agents: [{ ...GEMINI, missing: 'credentials' }],
  credentials: { ...usualState().credentials, source: 'none', keyHint: null },
});

/** A new conversation on top of the list. */
const withNewConversation = (state: FakeState): FakeState => {
  const fresh = conversationSummary({ id: 'fresh', leafMessageId: null, updatedAt: Date.now() + 1 });
  return { ...state, conversations: new Map([['fresh', fresh], ...state.conversations]) };
};

export const SCENARIOS = {
  usual: usualState,
  new: () => withNewConversation(usualState()),
  'first-run': (): FakeState => ({ ...withoutKey(), conversations: new Map() }),
  'no-key': () => withNewConversation(withoutKey()),
  'no-key-store': (): FakeState => {
    const state = withNewConversation(withoutKey());
    return {
      ...state,
      credentials: { ...state.credentials, keyStoreAvailable: false },
      credentialError: {
        code: 'auth',
        message: 'The API does not accept this key. Copy it again from Google AI Studio.',
        details: 'API key not valid. Please pass a valid API key.',
      },
    };
  },
  empty: (): FakeState => ({ ...usualState(), conversations: new Map() }),
  many: (): FakeState => ({
    ...usualState(),
    conversations: new Map(manyConversations(1500).map((conversation) => [conversation.id, conversation])),
  }),
} satisfies Record<string, () => FakeState>;

export type ScenarioName = keyof typeof SCENARIOS;
