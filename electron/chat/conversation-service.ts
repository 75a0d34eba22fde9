/** What the sidebar does: list, create, change, delete. Tells the windows of every change, whoever made it. */
import type { Conversation } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { ConversationPatch, ConversationSummary, Settings } from '#protocol/ipc.ts';
import type { AgentRegistry } from '../agents/registry.ts';
import type { WindowEvents } from '../ipc/window-events.ts';
import { assertUsableFolders } from '../projects/extra-folders.ts';
import type { ConversationChange, ConversationStore, ListedConversation } from '../store/conversations.ts';
import type { Approvals } from './approvals.ts';
import type { BridgeManager } from './bridge-manager.ts';

export interface ConversationServiceOptions {
  conversations: ConversationStore;
  agents: AgentRegistry;
  bridges: BridgeManager;
  approvals: Approvals;
  settings: () => Settings;
  windowEvents: WindowEvents;
  /** When the conversation's turn began; null when none runs. */
  turnStartedAt: (conversationId: string) => number | null;
  /** Ends the conversation's turn, if one runs. */
  stopTurn: (conversationId: string) => Promise<void>;
  /** What was agreed to go with the conversation stays. */
  onUndoDelete: (conversationId: string) => void;
}

export interface CreateRequest {
  agentId?: string | undefined;
  model?: string | null | undefined;
  projectFolder?: string | null | undefined;
}

export interface ConversationService {
  list(request: { archived: boolean; limit?: number | undefined }): ConversationSummary[];
  get(conversationId: string): Conversation;
  summary(conversationId: string): ConversationSummary;
  create(request: CreateRequest): ConversationSummary;
  update(conversationId: string, patch: ConversationPatch): Promise<ConversationSummary>;
  delete(conversationId: string): Promise<void>;
  undoDelete(conversationId: string): ConversationSummary;
  setFocused(conversationId: string | null): void;
  /** True for the conversation on show in a window that can be seen. */
  isFocused(conversationId: string): boolean;
  /** A turn ended: marks the conversation unless the person looks at it. */
  markUnread(conversationId: string): void;
  /** Tells the windows how it stands now. */
  announce(conversationId: string): void;
  /** The same for many at once: after an import, or one taken back. */
  announceAll(conversationIds: readonly string[]): void;
}

/** SQLite's way of saying no limit. */
const ALL = -1;

export function createConversationService(options: ConversationServiceOptions): ConversationService {
  const { conversations, agents, bridges, approvals, windowEvents } = options;
  let focusedId: string | null = null;

  const withLiveState = (conversation: ListedConversation): ConversationSummary => {
    const turnStartedAt = options.turnStartedAt(conversation.id);
    return {
      ...conversation,
      sessionState: bridges.stateOf(conversation.id),
      openApprovals: approvals.listFor(conversation.id).length,
      ...(turnStartedAt !== null && { turnStartedAt }),
    };
  };

  const stored = (conversationId: string): ListedConversation => {
    const conversation = conversations.getListed(conversationId);
    if (conversation === null) throw new AppError({ code: 'not-found', message: 'This conversation no longer exists.' });
    return conversation;
  };

  const summary = (conversationId: string) => withLiveState(stored(conversationId));

  const announceAll = (conversationIds: readonly string[]) => {
    const listed = conversationIds.map((id) => ({ id, conversation: conversations.getListed(id) }));
    windowEvents.send('conversations.changed', {
      upserted: listed.flatMap(({ conversation }) => (conversation === null ? [] : [withLiveState(conversation)])),
      removed: listed.flatMap(({ id, conversation }) => (conversation === null ? [id] : [])),
    });
  };
  const announce = (conversationId: string) => announceAll([conversationId]);

  return {
    summary,
    announce,
    announceAll,
    get: stored,
    list: ({ archived, limit = ALL }) => conversations.list({ archived, limit }).map(withLiveState),

    create(request) {
      const settings = options.settings();
      const agent = agents.get(request.agentId ?? startingAgentId(settings.defaultAgentId, agents));
      const conversation = conversations.create({
        agentId: agent.id,
        model: request.model ?? (agent.id === settings.defaultAgentId ? settings.defaultModel : null),
        approvalMode: settings.defaultApprovalMode,
        projectFolder: request.projectFolder ?? null,
      });
      announce(conversation.id);
      return summary(conversation.id);
    },

    async update(conversationId, patch) {
      const before = stored(conversationId);
      if (patch.agentId !== undefined) agents.get(patch.agentId);
      if (patch.extraFolders !== undefined) assertUsableFolders(patch.extraFolders, before.extraFolders);
      if (patch.projectFolder !== undefined && patch.projectFolder !== before.projectFolder && before.worktree !== null) {
        throw new AppError({ code: 'conflict', message: 'Remove the conversation’s worktree first, then choose another folder.' });
      }
      const movesAgent =
        (patch.agentId !== undefined && patch.agentId !== before.agentId) ||
        (patch.projectFolder !== undefined && patch.projectFolder !== before.projectFolder);
      conversations.update(conversationId, toChange(patch));
      // An agent keeps the folder it was started in, so a new one needs a new process; its context comes from the database.
      // A turn that runs ends where it began: killed, it would be lost, and tried again in the folder that was left.
      if (movesAgent) await bridges.retireSession(conversationId);
      else await bridges.reconfigure(stored(conversationId));
      announce(conversationId);
      return summary(conversationId);
    },

    async delete(conversationId) {
      stored(conversationId);
      await options.stopTurn(conversationId);
      await bridges.closeSession(conversationId);
      conversations.softDelete(conversationId);
      announce(conversationId);
    },

    undoDelete(conversationId) {
      conversations.undoDelete(conversationId);
      options.onUndoDelete(conversationId);
      announce(conversationId);
      return summary(conversationId);
    },

    setFocused(conversationId) {
      focusedId = conversationId;
      if (conversationId === null || conversations.getListed(conversationId)?.unread !== true) return;
      conversations.setUnread(conversationId, false);
      announce(conversationId);
    },

    isFocused: (conversationId) => conversationId === focusedId,

    markUnread(conversationId) {
      if (conversationId !== focusedId) conversations.setUnread(conversationId, true);
    },
  };
}

/** The agent of a new conversation: the person's default, or, while that one has no credentials, one that works at once. */
function startingAgentId(defaultAgentId: string, agents: AgentRegistry): string {
  if (agents.get(defaultAgentId).missing() === undefined) return defaultAgentId;
  return agents.describeAll().find(({ missing }) => missing === undefined)?.id ?? defaultAgentId;
}

/** A title that the person gave is theirs: it is never replaced by one made from a prompt. */
function toChange(patch: ConversationPatch): ConversationChange {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as ConversationChange;
  return patch.title === undefined ? given : { ...given, titleIsManual: true };
}
