/** What the Processes view, the sidebar's foot and the tray can do with agents as a whole. */
import type { SessionsSummary } from '#protocol/ipc.ts';
import type { WindowEvents } from '../ipc/window-events.ts';
import type { BridgeManager } from './bridge-manager.ts';
import type { ConversationService } from './conversation-service.ts';

export interface SessionControl {
  /** Ends the conversation's agent; a turn that runs ends with it, as interrupted. */
  stop(conversationId: string): Promise<void>;
  restart(conversationId: string): Promise<void>;
  stopAll(): Promise<void>;
  setPaused(paused: boolean): void;
  summary(): SessionsSummary;
  log(conversationId: string): string;
  /** Tells the windows and the listeners, if anything has changed. */
  announce(): void;
  onDidChange(listener: (summary: SessionsSummary) => void): void;
}

export interface SessionControlOptions {
  bridges: BridgeManager;
  conversations: () => ConversationService;
  windowEvents: WindowEvents;
  /** Ends the conversation's turn, if one runs, as the Stop button does. */
  stopTurn: (conversationId: string) => Promise<void>;
}

export function createSessionControl({ bridges, conversations, windowEvents, stopTurn }: SessionControlOptions): SessionControl {
  const listeners = new Set<(summary: SessionsSummary) => void>();
  let announced = '';
  const summary = (): SessionsSummary => ({ liveAgents: bridges.liveAgents, paused: bridges.isPaused });

  const announce = () => {
    const current = summary();
    const text = JSON.stringify(current);
    // Called for every change of any session; most of them change neither number.
    if (text !== announced) windowEvents.send('sessions.changed', current);
    announced = text;
    for (const listener of listeners) listener(current);
  };

  return {
    summary,
    announce,
    async stop(conversationId) {
      await stopTurn(conversationId);
      await bridges.closeSession(conversationId);
      conversations().announce(conversationId);
      announce();
    },
    async restart(conversationId) {
      await stopTurn(conversationId);
      await bridges.restartSession(conversations().get(conversationId));
    },
    async stopAll() {
      await Promise.all(bridges.sessions().map((session) => stopTurn(session.conversationId)));
      await bridges.stopAll();
      announce();
    },
    setPaused(paused) {
      bridges.setPaused(paused);
      announce();
    },
    log: (conversationId) => bridges.sessions().find((session) => session.conversationId === conversationId)?.stderrTail ?? '',
    onDidChange: (listener) => void listeners.add(listener),
  };
}
