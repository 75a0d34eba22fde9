import { type RefObject, useEffect, useRef, useState } from 'react';
import { useMessageJump } from '../../state/message-jump.ts';
import { showError } from '../../state/report-error.ts';
import type { ChatStore } from './chat-store.ts';

type JumpOptions = {
  store: ChatStore;
  scroller: RefObject<HTMLElement | null>;
  column: RefObject<HTMLElement | null>;
  /** Ends following the end of the thread. */
  release: () => void;
  /** Where the row with this index is about to be; exact only for rows that were drawn once. */
  offsetOf: (index: number) => number;
};

/** As long as it takes to find it with the eyes. */
const MARKED_MS = 2_400;
/** A taller message is shown from its beginning. */
const TOP_MARGIN_PX = 24;
/** Rows get their heights as they are drawn; after so many frames in one place the message stays there. */
const STILL_FRAMES = 3;
const MAX_FRAMES = 60;

/** Scrolls to the message that is wished for, and returns its id for as long as it is to be marked. */
export function useJumpToMessage(options: JumpOptions): string | null {
  const { store } = options;
  const latest = useRef(options);
  latest.current = options;
  const [target, setTarget] = useState<{ messageId: string } | null>(null);
  const [foundId, setFoundId] = useState<string | null>(null);
  const isWished = useMessageJump(({ jump }) => jump?.conversationId === store.conversationId);

  useEffect(() => {
    if (!isWished) return;
    const jump = async () => {
      const messageId = useMessageJump.getState().take(store.conversationId);
      if (messageId === null) return;
      await store.openAround(messageId);
      latest.current.release();
      setTarget({ messageId });
      setFoundId(messageId);
    };
    jump().catch((error: unknown) => showError(error));
  }, [isWished, store]);

  useEffect(() => {
    if (target === null) return;
    return keepInView(target.messageId, latest);
  }, [target]);

  useEffect(() => {
    if (foundId === null) return;
    const timer = setTimeout(() => setFoundId(null), MARKED_MS);
    return () => clearTimeout(timer);
  }, [foundId]);
  return foundId;
}

/** Brings the message into view and holds it there until the rows around it have their heights. Returns the function that ends this. */
function keepInView(messageId: string, options: RefObject<JumpOptions>): () => void {
  const element = options.current.scroller.current;
  if (element === null) return () => {};
  let frame = 0;
  let frames = 0;
  let stillFrames = 0;
  const end = () => cancelAnimationFrame(frame);
  const step = () => {
    const { store, column, offsetOf } = options.current;
    const index = store.getSnapshot().state?.settled.findIndex(({ id }) => id === messageId) ?? -1;
    const row = column.current?.querySelector(`[data-index="${index}"]`);
    const before = element.scrollTop;
    if (row === null || row === undefined) element.scrollTop = offsetOf(index);
    else element.scrollTop += distanceFromPlace(row.getBoundingClientRect(), element.getBoundingClientRect());
    frames += 1;
    stillFrames = row && Math.abs(element.scrollTop - before) < 1 ? stillFrames + 1 : 0;
    if (index !== -1 && stillFrames < STILL_FRAMES && frames < MAX_FRAMES) frame = requestAnimationFrame(step);
  };
  step();
  // The reader has the last word.
  element.addEventListener('wheel', end, { once: true, passive: true });
  return () => {
    end();
    element.removeEventListener('wheel', end);
  };
}

/** How far the row is below the middle of the view, or below its top where it is too tall for that. */
function distanceFromPlace(row: DOMRect, view: DOMRect): number {
  const margin = Math.max(TOP_MARGIN_PX, (view.height - row.height) / 2);
  return row.top - view.top - margin;
}
