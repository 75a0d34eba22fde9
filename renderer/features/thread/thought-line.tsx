import { Brain } from 'lucide-react';
import { useState } from 'react';
import type { Part } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { DisclosureLine } from './disclosure-line.tsx';
import { formatElapsed } from './duration-words.ts';
import styles from './thought-line.module.css';
import { useNow } from './use-now.ts';

type ThoughtPart = Extract<Part, { type: 'thought' }>;

/** A thought: one folded line with its subject, live while the agent thinks. */
export function ThoughtLine({ part, isLive }: { part: ThoughtPart; isLive: boolean }) {
  const subject = part.subject?.trim() || firstSentence(part.text);
  return (
    <DisclosureLine
      icon={<Brain size={16} strokeWidth={1.5} aria-hidden />}
      content={part.text.trim() === '' ? undefined : () => <ThoughtText text={part.text} isLive={isLive} />}
    >
      <span className={isLive ? styles.live : undefined}>{isLive ? strings.thread.thinking : strings.thread.thought}</span>
      {subject !== '' && <span className={styles.subject}>{subject}</span>}
      {isLive && <LiveSeconds />}
    </DisclosureLine>
  );
}

function ThoughtText({ text, isLive }: { text: string; isLive: boolean }) {
  return (
    <div className={styles.text}>
      <Markdown text={text} isStreaming={isLive} />
    </div>
  );
}

function LiveSeconds() {
  const [startedAt] = useState(Date.now);
  const elapsedMs = useNow(true) - startedAt;
  return elapsedMs < 3000 ? null : <span className={styles.subject}>{formatElapsed(elapsedMs)}</span>;
}

function firstSentence(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.replaceAll(/[*_#`]/g, '').slice(0, 120);
}
