import { ArrowDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { strings } from '../../strings/strings.ts';
import styles from './thread.module.css';

type JumpToLatestProps = {
  isShown: boolean;
  /** Position of the last message on its path. Pages loaded above don't change it. */
  lastDepth: number;
  isStreaming: boolean;
  onJump: () => void;
};

/** The way back to the end, with how many messages came since one left it. */
export function JumpToLatest({ isShown, lastDepth, isStreaming, onJump }: JumpToLatestProps) {
  const [seenDepth, setSeenDepth] = useState(lastDepth);
  useEffect(() => {
    // A shorter path is another branch, which is all news or none.
    setSeenDepth((seen) => (!isShown || lastDepth < seen ? lastDepth : seen));
  }, [isShown, lastDepth]);
  if (!isShown) return null;
  const newCount = lastDepth - seenDepth;
  const words = newCount > 0 ? strings.thread.jumpToNew(newCount) : isStreaming ? strings.thread.jumpStillWriting : strings.thread.jump;
  return (
    <button type="button" className={styles.jump} onClick={onJump}>
      <ArrowDown size={16} strokeWidth={1.5} aria-hidden />
      {words}
    </button>
  );
}
