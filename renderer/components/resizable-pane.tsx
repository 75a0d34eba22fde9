import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { strings } from '../strings/strings.ts';
import { classNames } from './class-names.ts';
import styles from './resizable-pane.module.css';

/** Pixels an arrow key moves the edge. */
const KEYBOARD_STEP = 16;

type ResizablePaneProps = {
  /** What the pane is called, e.g. "Sidebar". */
  label: string;
  /** The window's side at which the pane stands; its edge is on the other one. */
  side: 'left' | 'right';
  /** Pixels; the remembered width. */
  width: number;
  minWidth: number;
  maxWidth: number;
  /** Double click on the edge brings it back to this. */
  defaultWidth: number;
  /** Called once, when the person lets go. */
  onResize: (width: number) => void;
  className?: string | undefined;
  children: ReactNode;
};

/** A pane whose inner edge can be dragged, or moved with the arrow keys. */
export function ResizablePane({ label, side, width, minWidth, maxWidth, defaultWidth, onResize, className, children }: ResizablePaneProps) {
  const [liveWidth, setLiveWidth] = useState(width);
  const drag = useRef<{ startX: number; startWidth: number } | null>(null);
  useEffect(() => setLiveWidth(width), [width]);

  const clamp = (value: number) => Math.round(Math.min(maxWidth, Math.max(minWidth, value)));
  const widthAt = (clientX: number) => {
    if (drag.current === null) return liveWidth;
    const moved = clientX - drag.current.startX;
    return clamp(drag.current.startWidth + (side === 'left' ? moved : -moved));
  };
  const commit = (next: number) => {
    setLiveWidth(next);
    if (next !== width) onResize(next);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, startWidth: liveWidth };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current !== null) setLiveWidth(widthAt(event.clientX));
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    const next = widthAt(event.clientX);
    drag.current = null;
    commit(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const grows = side === 'left' ? 'ArrowRight' : 'ArrowLeft';
    const shrinks = side === 'left' ? 'ArrowLeft' : 'ArrowRight';
    const next = { [grows]: liveWidth + KEYBOARD_STEP, [shrinks]: liveWidth - KEYBOARD_STEP, Home: minWidth, End: maxWidth }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    commit(clamp(next));
  };

  return (
    <aside aria-label={label} className={classNames(styles.pane, styles[side], className)} style={{ width: liveWidth }}>
      {children}
      {/* biome-ignore lint/a11y/useSemanticElements: an hr can't be a movable separator with a value. */}
      <div
        className={styles.edge}
        role="separator"
        aria-orientation="vertical"
        aria-label={strings.common.resize(label)}
        aria-valuenow={liveWidth}
        aria-valuemin={minWidth}
        aria-valuemax={maxWidth}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onLostPointerCapture={onPointerUp}
        onDoubleClick={() => commit(clamp(defaultWidth))}
        onKeyDown={onKeyDown}
      />
    </aside>
  );
}
