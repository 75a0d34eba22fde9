/** Keys that move a scrolling region upwards. */
const UP_KEYS = new Set(['ArrowUp', 'PageUp', 'Home']);
const MIDDLE_BUTTON = 1;

/** What the reader does to a scrolling region with wheel, keys, finger and pointer. */
export interface ReaderHand {
  /** True while a scroll of the region may be the reader's own: the scroll bar or a selection is dragged, or the focus just moved. */
  isOn: () => boolean;
  end: () => void;
}

/**
 * Follows the reader's hand on `element`; `onMovesUp` is called for each wish to go up, before the page has moved.
 *
 * A scroll position that went up proves no such wish: when a long answer is drawn anew it is lower for a moment, the browser pulls
 * the position along, and by the time the event arrives there is room below again. Only input tells the two apart.
 */
export function followReaderHand(element: HTMLElement, onMovesUp: () => void): ReaderHand {
  const ends: (() => void)[] = [];
  const on = <Name extends keyof WindowEventMap>(
    target: Window | HTMLElement,
    name: Name,
    listener: (event: WindowEventMap[Name]) => void,
  ) => {
    const asListener = listener as EventListener;
    target.addEventListener(name, asListener, { passive: true });
    ends.push(() => target.removeEventListener(name, asListener));
  };
  const canScroll = () => element.scrollHeight > element.clientHeight;
  const movesUp = () => {
    if (canScroll()) onMovesUp();
  };

  on(element, 'wheel', ({ deltaY }) => {
    if (deltaY < 0) movesUp();
  });
  on(element, 'keydown', ({ key, shiftKey, target }) => {
    if (target instanceof HTMLTextAreaElement) return;
    if (UP_KEYS.has(key) || (key === ' ' && shiftKey && target === element)) movesUp();
  });

  let touchY = 0;
  on(element, 'touchstart', ({ touches }) => {
    touchY = touches[0]?.clientY ?? 0;
  });
  on(element, 'touchmove', ({ touches }) => {
    const y = touches[0]?.clientY ?? touchY;
    if (y > touchY) movesUp();
    touchY = y;
  });

  let holds = false;
  on(element, 'pointerdown', () => {
    holds = true;
  });
  // On the window: a scroll bar that is dragged is let go anywhere. The middle button scrolls by itself after it was let go.
  on(window, 'pointerup', ({ button }) => {
    if (button !== MIDDLE_BUTTON) holds = false;
  });
  on(window, 'pointercancel', () => {
    holds = false;
  });

  // The browser brings what gets the focus into view; its scroll event comes with one of the next two frames.
  let focusFrames = 0;
  let frame = 0;
  const countDown = () => {
    focusFrames -= 1;
    if (focusFrames > 0) frame = requestAnimationFrame(countDown);
  };
  on(element, 'focusin', ({ target }) => {
    if (target === element) return;
    cancelAnimationFrame(frame);
    focusFrames = 2;
    frame = requestAnimationFrame(countDown);
  });

  return {
    isOn: () => holds || focusFrames > 0,
    end() {
      cancelAnimationFrame(frame);
      for (const end of ends) end();
    },
  };
}
