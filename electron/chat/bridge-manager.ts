/** Which conversation has which session: one each, created on demand, closed with its conversation and at quit. */
import type { Conversation, SessionState } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { ApprovalAnswerFrame, BridgeSession, SessionSettings, SteerRequest } from './session.ts';

export interface BridgeManagerOptions {
  /** Builds a session; starts nothing. */
  createSession: (conversation: Conversation) => BridgeSession;
  /** How many agents may have a process at the same time; more only while all of them are at work. */
  maxLiveAgents: () => number;
}

export interface BridgeManager {
  /** The conversation's one session. Two requests that race get the same. */
  getOrCreateSession(conversation: Conversation): BridgeSession;
  stateOf(conversationId: string): SessionState;
  /** Passes changed settings on to a running agent. */
  reconfigure(conversation: Conversation): Promise<void>;
  answerApproval(conversationId: string, answer: ApprovalAnswerFrame): Promise<void>;
  /** Gives words to the conversation's running turn. Rejects where none takes them. */
  steer(conversationId: string, steer: SteerRequest): Promise<void>;
  /** The conversation's agent runs with what no longer holds: ends it, at once when idle, else with its turn. */
  retireSession(conversationId: string): Promise<void>;
  /** The same for every conversation with this agent, e.g. because its account changed. */
  retireAgent(agentId: string): Promise<void>;
  /** Ends the conversation's agent, if it has one. */
  closeSession(conversationId: string): Promise<void>;
  /** Starts the conversation's agent anew. Throws `busy` while a turn runs. */
  restartSession(conversation: Conversation): Promise<void>;
  /** Ends all agents; those needed again start with the next turn. */
  stopAll(): Promise<void>;
  /** While paused no agent starts; those that run go on. */
  setPaused(paused: boolean): void;
  readonly isPaused: boolean;
  /** Agents with a process. */
  readonly liveAgents: number;
  /** For sessions, before they start a process: throws `paused`, waits for the conversation's earlier process to end, and stops the least recently used idle agent where the cap is reached. */
  admit(conversationId: string): Promise<void>;
  /** Finds agents that don't answer any more, e.g. after the computer slept, and ends them. Never rejects. */
  checkAgents(): Promise<void>;
  /** Ends all agents; none starts after. */
  closeAll(): Promise<void>;
  sessions(): BridgeSession[];
}

export function createBridgeManager({ createSession, maxLiveAgents }: BridgeManagerOptions): BridgeManager {
  const sessions = new Map<string, BridgeSession>();
  /** Ends of processes of conversations that may already have a new session: one process each, also at the change. */
  const closing = new Map<string, Promise<void>>();
  let isClosed = false;
  let isPaused = false;

  const live = () => [...sessions.values()].filter((session) => session.startedAt !== null);

  const makeRoom = async () => {
    const running = live();
    if (running.length < maxLiveAgents()) return;
    const idle = running.filter((session) => session.state === 'ready').sort((a, b) => a.lastUsedAt - b.lastUsedAt);
    // Where all are at work the person wants them all: a soft cap is better than a refused turn.
    await Promise.all(idle.slice(0, running.length - maxLiveAgents() + 1).map((session) => session.stop('idle')));
  };

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

    async steer(conversationId, steer) {
      const session = sessions.get(conversationId);
      if (session === undefined) throw new AppError({ code: 'not-found', message: 'No turn runs that could take this in.' });
      await session.steer(steer);
    },

    async retireSession(conversationId) {
      await sessions.get(conversationId)?.retire();
    },

    async retireAgent(agentId) {
      await Promise.all([...sessions.values()].filter((session) => session.agentId === agentId).map((session) => session.retire()));
    },

    async closeSession(conversationId) {
      const session = sessions.get(conversationId);
      if (session === undefined) return closing.get(conversationId);
      sessions.delete(conversationId);
      const closed = session.stop('asked');
      closing.set(conversationId, closed);
      await closed;
      if (closing.get(conversationId) === closed) closing.delete(conversationId);
    },

    async restartSession(conversation) {
      await this.getOrCreateSession(conversation).restart(settingsOf(conversation));
    },

    async stopAll() {
      await Promise.all(live().map((session) => session.stop('asked')));
    },

    setPaused(paused) {
      isPaused = paused;
    },
    get isPaused() {
      return isPaused;
    },
    get liveAgents() {
      return live().length;
    },

    async admit(conversationId) {
      if (isClosed) throw new AppError({ code: 'closed', message: 'The app is quitting.' });
      if (isPaused) {
        throw new AppError({
          code: 'paused',
          message: 'Agents are paused, so none was started. Resume them, then try again.',
          action: 'retry',
        });
      }
      await closing.get(conversationId);
      await makeRoom();
    },

    async checkAgents() {
      await Promise.all(live().map((session) => session.checkAlive()));
    },

    async closeAll() {
      isClosed = true;
      await Promise.all([...sessions.values()].map((session) => session.stop('quit')));
      sessions.clear();
    },
  };
}

/** What a conversation's agent is set to. */
export function settingsOf({ agentId, model, approvalMode, projectFolder, extraFolders }: Conversation): SessionSettings {
  return { agentId, model, approvalMode, folder: projectFolder, extraFolders };
}
