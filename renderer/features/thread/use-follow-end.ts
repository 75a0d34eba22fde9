import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { AT_END_PX, type FollowEvent, followAfter } from './follow-rule.ts';
import { followReaderHand } from './reader-hand.ts';

type FollowEnd = {
  isFollowing: boolean;
  /** Goes to the end and stays there. */
  follow: () => void;
  /** Stays where the reader is. */
  release: () => void;
};

/**
 * Keeps the end of a growing region in view as long as the reader wants it. Otherwise the browser's own scroll anchoring holds the
 * text under the reader's eyes still, whatever grows or folds above.
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  column: RefObject<HTMLElement | null>,
  initially: boolean,
  /** False while the end of the region is not the end of its text: there is nothing to follow there. */
  hasEnd: boolean,
): FollowEnd {
  const [isFollowing, setIsFollowing] = useState(initially);
  const following = useRef(initially);
  const endIsHere = useRef(hasEnd);
  endIsHere.current = hasEnd;

  const apply = useRef((event: FollowEvent) => {
    const next = followAfter(following.current, event);
    if (next === following.current) return;
    following.current = next;
    setIsFollowing(next);
  });
  const goToEnd = useRef(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  });

  useLayoutEffect(() => {
    if (following.current) goToEnd.current();
  }, []);

  useEffect(() => {
    const element = scroller.current;
    const content = column.current;
    if (element === null || content === null) return;
    let lastTop = element.scrollTop;
    const hand = followReaderHand(element, () => apply.current({ type: 'reader-moves-up' }));
    const selectionIsInside = () => {
      const selection = document.getSelection();
      return selection !== null && !selection.isCollapsed && selection.anchorNode !== null && element.contains(selection.anchorNode);
    };
    const onScroll = () => {
      const top = element.scrollTop;
      const distancePx = endIsHere.current ? element.scrollHeight - top - element.clientHeight : Number.POSITIVE_INFINITY;
      const movedUp = top < lastTop - 1;
      apply.current({ type: 'scrolled', distancePx, movedUp, byReader: hand.isOn(), hasSelection: selectionIsInside() });
      lastTop = top;
      // The text was lower for a moment and pulled the page up: nobody wished to leave the end.
      if (following.current && movedUp && distancePx > AT_END_PX) goToEnd.current();
    };
    const onSelection = () => {
      if (selectionIsInside()) apply.current({ type: 'selection', isInThread: true });
    };
    // Before the browser paints, so that following shows no step in between.
    const observer = new ResizeObserver(() => {
      if (following.current) goToEnd.current();
    });
    observer.observe(element);
    observer.observe(content);
    element.addEventListener('scroll', onScroll, { passive: true });
    document.addEventListener('selectionchange', onSelection);
    return () => {
      hand.end();
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      document.removeEventListener('selectionchange', onSelection);
    };
  }, [scroller, column]);

  const [follow] = useState(() => () => {
    apply.current({ type: 'asked-for-latest' });
    goToEnd.current();
  });
  const [release] = useState(() => () => apply.current({ type: 'reader-moves-up' }));
  return { isFollowing, follow, release };
}
