import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './lazy-group.module.css';

/** Drawn this far before it comes into view, so that one does not see it happen: about two screens. */
const MARGIN_PX = 1600;
/** Height of a piece not drawn yet: 15 px type sets about 90 characters on a 24 px line. */
const CHARACTERS_PER_LINE = 90;
const LINE_HEIGHT_PX = 24;

/** A stretch of a very long text that is only in the page while it is near the screen. */
export function LazyGroup({ textLength, children }: { textLength: number; children: () => ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  const [heightPx, setHeightPx] = useState(Math.ceil((textLength / CHARACTERS_PER_LINE) * LINE_HEIGHT_PX));
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        // What leaves keeps the height it had, so that nothing moves.
        if (!entry.isIntersecting && entry.boundingClientRect.height > 0) setHeightPx(entry.boundingClientRect.height);
        setIsNear(entry.isIntersecting);
      },
      { root: target.closest('[data-thread-scroller]'), rootMargin: `${MARGIN_PX}px 0px` },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={element} className={styles.group} style={isNear ? undefined : { height: heightPx }}>
      {isNear ? children() : null}
    </div>
  );
}
