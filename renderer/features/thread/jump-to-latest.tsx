import { ArrowDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import styles from './thread.module.css';

type JumpToLatestProps = { isShown: boolean; messageCount: number; isStreaming: boolean; onJump: () => void };

/** The way back to the end, with how many messages came since one left it. */
export function JumpToLatest({ isShown, messageCount, isStreaming, onJump }: JumpToLatestProps) {
  const [seenCount, setSeenCount] = useState(messageCount);
  useEffect(() => {
    // Pages loaded above raise the count as well; they come while one reads there and nothing else does, so a jump of many is one.
    setSeenCount((seen) => (!isShown || messageCount < seen || messageCount - seen > 50 ? messageCount : seen));
  }, [isShown, messageCount]);
  if (!isShown) return null;
  const newCount = Math.max(0, messageCount - seenCount);
  const words = newCount > 0 ? `Jump to latest · ${newCount} new` : isStreaming ? 'Jump to latest · still writing' : 'Jump to latest';
  return (
    <button type="button" className={styles.jump} onClick={onJump}>
      <ArrowDown size={16} strokeWidth={1.5} aria-hidden />
      {words}
    </button>
  );
}
