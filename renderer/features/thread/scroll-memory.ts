/** Where one was in each conversation, for coming back. */
import type { VirtualItem } from '@tanstack/react-virtual';

export type ScrollPosition = {
  /** At the end, and going along with what comes. */
  isFollowing: boolean;
  scrollTop: number;
  /** Heights measured so far, so that the same offset is the same place. */
  measurements: VirtualItem[];
  /** The heights hold for this width only; at another one the place is near, not the same. */
  windowWidth: number;
};

const MAX_REMEMBERED = 50;
const positions = new Map<string, ScrollPosition>();

/** Remembers a place; the oldest ones are forgotten. */
export function rememberPosition(conversationId: string, position: ScrollPosition): void {
  positions.delete(conversationId);
  positions.set(conversationId, position);
  const oldest = positions.keys().next().value;
  if (positions.size > MAX_REMEMBERED && oldest !== undefined) positions.delete(oldest);
}

/** The place one left, or undefined. */
export function recallPosition(conversationId: string): ScrollPosition | undefined {
  return positions.get(conversationId);
}
