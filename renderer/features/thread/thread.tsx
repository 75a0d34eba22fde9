import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { memo, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Message } from '#protocol/conversation.ts';
import { Spinner } from '../../components/spinner.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { AssistantMessage } from './assistant-message.tsx';
import { type ChatStore, useChat } from './chat-store.ts';
import { JumpToLatest } from './jump-to-latest.tsx';
import { ReaderFollowsContext } from './reader-follows.ts';
import { estimateRowHeight } from './row-height.ts';
import { recallPosition, rememberPosition } from './scroll-memory.ts';
import styles from './thread.module.css';
import { TurnStatus } from './turn-status.tsx';
import { useFollowEnd } from './use-follow-end.ts';
import { useJumpToMessage } from './use-jump-to-message.ts';
import { UserMessage } from './user-message.tsx';

export type ThreadHandle = { follow: () => void };

type ThreadProps = { store: ChatStore; agentName: string; ref?: Ref<ThreadHandle> };

/** The next page is asked for this far before one reaches the first or the last message here. */
const LOAD_FROM_PX = 1200;
/** Rows drawn beyond the screen, each way. */
const OVERSCAN = 4;
/** Until the first frame was painted, which one waits for. */
const FIRST_OVERSCAN = 0;
const NO_MESSAGES: readonly Message[] = [];

/** The messages of a conversation. Only those near the screen are in the page. Mount with the conversation's id as its key. */
export function Thread({ store, agentName, ref }: ThreadProps) {
  const settled = useChat(store, ({ state }) => state?.settled ?? NO_MESSAGES);
  const liveId = useChat(store, ({ state }) => state?.live?.id ?? null);
  const lastDepth = useChat(store, ({ state }) => (state?.live ?? state?.settled.at(-1))?.depth ?? 0);
  const hasTurn = useChat(store, ({ state }) => state !== null && state.turn !== null);
  const hasEarlier = useChat(store, ({ state }) => state?.hasEarlier ?? false);
  const hasLater = useChat(store, ({ state }) => state?.hasLater ?? false);
  const totalMessages = useChat(store, ({ state }) => state?.totalMessages ?? 0);
  const isLoadingLater = useChat(store, (snapshot) => snapshot.isLoadingLater);
  const isLoadingEarlier = useChat(store, (snapshot) => snapshot.isLoadingEarlier);
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const [start] = useState(() => recallPosition(store.conversationId));
  const { isFollowing, follow, release } = useFollowEnd(scroller, column, start?.isFollowing ?? true, !hasLater);
  const [goToLatest] = useState(() => () => reportErrors(store.openLatest().then(follow)));
  useImperativeHandle(ref, () => ({ follow: goToLatest }), [goToLatest]);

  const count = settled.length + (liveId === null ? 0 : 1);
  const rowKey = (index: number) => settled[index]?.id ?? liveId ?? index;
  const isPainted = useIsPainted();
  const virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement> = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const message = settled[index] ?? store.getSnapshot().state?.live;
      return message ? estimateRowHeight(message) : 48;
    },
    getItemKey: rowKey,
    overscan: isPainted ? OVERSCAN : FIRST_OVERSCAN,
    // Keeps the rows in place when earlier ones are put above them.
    anchorTo: 'end',
    // Following the end is `useFollowEnd`'s; a distance never is negative.
    scrollEndThreshold: -1,
    // The rows of the first frame are those that will be seen: with neither, the first ones of all would be built, measured and thrown away.
    initialOffset: () =>
      start !== undefined && !start.isFollowing ? start.scrollTop : Math.max(0, virtualizer.getTotalSize() - window.innerHeight),
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    ...(start?.windowWidth === window.innerWidth && { initialMeasurementsCache: start.measurements }),
  });
  // The rows are in normal flow, so the browser's scroll anchoring does this, and does it within a row too.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false;
  const rows = virtualizer.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);

  const foundId = useJumpToMessage({
    store,
    scroller,
    column,
    release,
    offsetOf: (index) => virtualizer.getOffsetForIndex(index, 'center')?.[0] ?? 0,
  });

  const firstId = settled[0]?.id;
  const lastId = settled.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: also after each page, in case it did not fill the screen.
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      if (element.scrollTop < LOAD_FROM_PX) void store.loadEarlier();
      if (element.scrollHeight - element.scrollTop - element.clientHeight < LOAD_FROM_PX) void store.loadLater();
    };
    onScroll();
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [store, firstId, lastId]);
  useRememberPosition(store.conversationId, scroller, isFollowing, () => virtualizer.takeSnapshot());

  return (
    <div className={styles.thread}>
      <div
        ref={scroller}
        className={styles.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={strings.thread.conversation}
        aria-live="off"
        data-thread-scroller
      >
        <div ref={column} className={styles.column}>
          {hasEarlier && <div className={styles.beyond}>{isLoadingEarlier && <Spinner>{strings.thread.loadingEarlier}</Spinner>}</div>}
          <div style={{ height: before }} aria-hidden />
          <ReaderFollowsContext value={isFollowing}>
            {rows.map((row) => (
              <div
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={row.index}
                data-found={row.key === foundId || undefined}
                className={styles.row}
              >
                <Row store={store} message={settled[row.index]} />
              </div>
            ))}
          </ReaderFollowsContext>
          <div style={{ height: Math.max(0, after) }} aria-hidden />
          {hasLater && <div className={styles.beyond}>{isLoadingLater && <Spinner>{strings.thread.loadingLater}</Spinner>}</div>}
          {hasTurn && !hasLater && <TurnStatus store={store} agentName={agentName} />}
        </div>
      </div>
      <JumpToLatest
        isShown={(!isFollowing || hasLater) && count > 0}
        lastDepth={hasLater ? totalMessages - 1 : lastDepth}
        isStreaming={hasTurn}
        onJump={goToLatest}
      />
    </div>
  );
}

/** A message: the one given, or the one that streams. The same component for both, so that an answer is not built anew when it ends. */
const Row = memo(function Row({ store, message }: { store: ChatStore; message: Message | undefined }) {
  const live = useChat(store, ({ state }) => (message === undefined ? (state?.live ?? null) : null));
  const shown = message ?? live;
  if (shown === null) return null;
  return shown.role === 'user' ? <UserMessage message={shown} /> : <AssistantMessage message={shown} />;
});

/** False until the first frame with this thread was painted. */
function useIsPainted(): boolean {
  const [isPainted, setIsPainted] = useState(false);
  useEffect(() => {
    let timer = 0;
    // A frame's callbacks run before it is painted; a timer begun there ends after it.
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setIsPainted(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isPainted;
}

function useRememberPosition(
  conversationId: string,
  scroller: React.RefObject<HTMLElement | null>,
  isFollowing: boolean,
  measure: () => ReturnType<ReturnType<typeof useVirtualizer>['takeSnapshot']>,
): void {
  const latest = useRef({ isFollowing, measure });
  latest.current = { isFollowing, measure };
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // While it is scrolled and not when it goes: by then the element has no position any more.
    let scrollTop = element.scrollTop;
    const onScroll = () => {
      scrollTop = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      rememberPosition(conversationId, {
        isFollowing: latest.current.isFollowing,
        scrollTop,
        measurements: latest.current.measure(),
        windowWidth: window.innerWidth,
      });
    };
  }, [conversationId, scroller]);
}
