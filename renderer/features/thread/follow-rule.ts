/**
 * When the thread goes along with what streams in, as a pure rule. It follows only who is at the end; any wish of the reader to look
 * elsewhere frees it, and only coming back to the end binds it again.
 */

export type FollowEvent =
  /** `distancePx` to the end; `movedUp` compares with the position before; `byReader`: a hand was on the page. */
  | { type: 'scrolled'; distancePx: number; movedUp: boolean; byReader: boolean; hasSelection: boolean }
  /** Wheel, key or finger upwards, before the page has even moved. */
  | { type: 'reader-moves-up' }
  | { type: 'selection'; isInThread: boolean }
  /** Sent a message or asked for the latest. */
  | { type: 'asked-for-latest' };

/** Nearer than this is at the end: fractional zoom leaves a pixel or two. */
export const AT_END_PX = 4;

/** Whether to follow after this event. */
export function followAfter(isFollowing: boolean, event: FollowEvent): boolean {
  switch (event.type) {
    case 'scrolled':
      if (event.distancePx <= AT_END_PX) return !event.hasSelection || isFollowing;
      return event.movedUp && event.byReader ? false : isFollowing;
    case 'reader-moves-up':
      return false;
    case 'selection':
      return event.isInThread ? false : isFollowing;
    case 'asked-for-latest':
      return true;
  }
}
