/** Which conversation has which session: one each, created on demand, closed with its conversation and at quit. */
import type { Conversation, SessionState } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { ApprovalAnswerFrame, BridgeSession, SessionSettings } from './bridge-session.ts';

export interface BridgeManagerOptions {
  /** Builds a session; starts nothing. */
  createSession: (conversation: Conversation) => BridgeSession;
}

export interface BridgeManager {
  /** The conversation's one session. Two requests that race get the same. */
  getOrCreateSession(conversation: Conversation): BridgeSession;
  stateOf(conversationId: string): SessionState;
  /** Passes changed settings on to a running agent. */
  reconfigure(conversation: Conversation): Promise<void>;
  answerApproval(conversationId: string, answer: ApprovalAnswerFrame): Promise<void>;
  /** Ends the conversation's agent, if it has one. */
  closeSession(conversationId: string): Promise<void>;
  /** Ends all agents; none starts after. */
  closeAll(): Promise<void>;
  sessions(): BridgeSession[];
}

export function createBridgeManager({ createSession }: BridgeManagerOptions): BridgeManager {
  const sessions = new Map<string, BridgeSession>();
  let isClosed = false;

  return {
    sessions: () => [...sessions.values()],
    stateOf: (conversationId) => sessions.get(conversationId)?.state ?? 'stopped',

    getOrCreateSession(conversation) {
      if (isClosed) throw new AppError({ code: 'closed', message: 'The app is quitting.' });
      const existing = sessions.get(conversation.id);
      if (existing !== undefined) return existing;
      const session = createSession(conversation);
      sessions.set(conversation.id, session);
      return session;
    },

    async reconfigure(conversation) {
      await sessions.get(conversation.id)?.configure(settingsOf(conversation));
    },

    async answerApproval(conversationId, answer) {
      const session = sessions.get(conversationId);
      if (session === undefined) throw new AppError({ code: 'conflict', message: 'The agent that asked is no longer running.' });
      await session.answerApproval(answer);
    },

    async closeSession(conversationId) {
      const session = sessions.get(conversationId);
      sessions.delete(conversationId);
      await session?.stop('asked');
    },

    async closeAll() {
      isClosed = true;
      await Promise.all([...sessions.values()].map((session) => session.stop('quit')));
      sessions.clear();
    },
  };
}

/** What a conversation's agent is set to. */
export function settingsOf({ agentId, model, approvalMode, projectFolder }: Conversation): SessionSettings {
  return { agentId, model, approvalMode, folder: projectFolder };
}
