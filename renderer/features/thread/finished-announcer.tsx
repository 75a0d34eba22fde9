import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import { type ChatStore, useChat } from './chat-store.ts';
import { messageMarkdown } from './message-markdown.ts';

/** A screen reader gets this much of an answer by itself; the rest is there to be read. */
const MAX_ANNOUNCED_LENGTH = 400;

/** Tells screen readers of a finished answer, once. The thread itself is silent: reading out each chunk would make it useless. */
export function FinishedAnnouncer({ store, agentName }: { store: ChatStore; agentName: string }) {
  const last = useChat(store, ({ state }) => state?.settled.at(-1) ?? null);
  const liveId = useChat(store, ({ state }) => state?.live?.id ?? null);
  const awaited = useRef<string | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (liveId !== null) {
      awaited.current = liveId;
      return;
    }
    if (last === null || last.id !== awaited.current) return;
    awaited.current = null;
    const text = messageMarkdown(last).replaceAll(/[*_`#>|]/g, '');
    setWords(strings.thread.answered(agentName, `${text.slice(0, MAX_ANNOUNCED_LENGTH)}${text.length > MAX_ANNOUNCED_LENGTH ? ' …' : ''}`));
  }, [last, liveId, agentName]);
  return (
    <div aria-live="polite" aria-atomic>
      <VisuallyHidden>{words}</VisuallyHidden>
    </div>
  );
}
