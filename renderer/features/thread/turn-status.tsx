import { useEffect, useRef, useState } from 'react';
import type { Message } from '#protocol/conversation.ts';
import type { TurnPhase } from '#protocol/ipc.ts';
import { strings } from '../../strings/strings.ts';
import type { ChatStore } from './chat-store.ts';
import { useChat } from './chat-store.ts';
import { formatElapsed } from './duration-words.ts';
import { InlineCodeText } from './inline-code-text.tsx';
import { phaseWords } from './phase-words.ts';
import styles from './turn-status.module.css';
import { useNow } from './use-now.ts';

/** A wait shorter than this is none. */
const SHOW_AFTER_MS = 400;
/** Between two chunks of text a pause this long is worth a word. */
const PAUSE_AFTER_MS = 2500;
/** From here on it says how long. */
const ELAPSED_FROM_MS = 3000;

/** What the running turn waits for. Nothing while text flows: then the text is the sign of life. */
export function TurnStatus({ store, agentName }: { store: ChatStore; agentName: string }) {
  const turn = useChat(store, ({ state }) => state?.turn ?? null);
  const live = useChat(store, ({ state }) => state?.live ?? null);
  const phase = turn?.phase ?? null;
  const lastSign = useRef({ live, phase, at: Date.now() });
  if (lastSign.current.live !== live || lastSign.current.phase?.phase !== phase?.phase) lastSign.current = { live, phase, at: Date.now() };
  const { at } = lastSign.current;
  const isStreaming = phase?.phase === 'streaming';
  const isShown = useElapsedBeyond(phase === null ? null : at, isStreaming ? PAUSE_AFTER_MS : SHOW_AFTER_MS);
  const now = useNow(isShown);
  if (turn === null || phase === null || !isShown || saysItself(phase, live)) return <div className={styles.place} />;
  const words = phaseWords(phase, now, agentName) ?? strings.thread.waitingForMore(agentName);
  const elapsedMs = Math.max(0, now - at);
  return (
    <div className={styles.place}>
      <p className={styles.status}>
        <span className={styles.pulse} data-phase={phase.phase} aria-hidden />
        <span className={styles.words}>
          <InlineCodeText text={words} />
        </span>
        {elapsedMs >= ELAPSED_FROM_MS && phase.phase !== 'retrying' && <span className={styles.elapsed}>{formatElapsed(elapsedMs)}</span>}
      </p>
    </div>
  );
}

/** The running tool's card right above has a clock of its own, and the approval's card is the one loud thing. */
function saysItself(phase: TurnPhase, live: Message | null): boolean {
  if (phase.phase === 'waiting-for-approval') return true;
  const last = live?.parts.at(-1);
  return phase.phase === 'running-tool' && last?.type === 'tool-call' && last.state === 'running';
}

/** True once `sinceMs` lies at least `durationMs` back. */
function useElapsedBeyond(sinceMs: number | null, durationMs: number): boolean {
  const [passedFor, setPassedFor] = useState<number | null>(null);
  useEffect(() => {
    if (sinceMs === null) return;
    const timer = setTimeout(() => setPassedFor(sinceMs), Math.max(0, sinceMs + durationMs - Date.now()));
    return () => clearTimeout(timer);
  }, [sinceMs, durationMs]);
  return sinceMs !== null && passedFor === sinceMs;
}
