/** Which notification, if any, what has just happened deserves. Pure: the person's attention is the scarce thing, so this is tested by itself. */
import type { Settings } from '#protocol/ipc.ts';
import { withVisibleCharacters } from '#protocol/visible-characters.ts';
import { strings } from '../strings/strings.ts';

/**
 * The body for a Linux desktop, where it is markup (freedesktop.org Desktop Notifications): an agent's words must neither be styled nor load
 * an image. Electron passes it on as it is.
 */
export function withoutMarkup(body: string): string {
  return body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A short turn is still being watched, or was left a moment ago: its end is no news. */
const LONG_TURN_MS = 30_000;

export type NotifiedEvent =
  | { type: 'needs-approval'; conversationTitle: string; approvalTitle: string }
  | {
      type: 'turn-ended';
      conversationTitle: string;
      outcome: 'complete' | 'interrupted' | 'cancelled' | 'failed';
      durationMs: number;
      preview: string;
      /** What the failure was. */
      failure: string | null;
    };

export interface NotificationWords {
  title: string;
  body: string;
}

type NotificationSettings = Pick<Settings, 'notifyNeedsApproval' | 'notifyFinished' | 'notifyFailed'>;

/** Null: none. `isLookedAt`: its conversation is on show in the window that has the focus. */
export function notificationFor(event: NotifiedEvent, settings: NotificationSettings, isLookedAt: boolean): NotificationWords | null {
  if (isLookedAt) return null;
  const reason = reasonOf(event, settings);
  if (reason === null) return null;
  // The last words of a turn that failed are those of an answer before it, and read as if all were well.
  const body = event.type === 'needs-approval' ? event.approvalTitle : (event.failure ?? event.preview);
  return { title: withVisibleCharacters(`${reason}: ${event.conversationTitle}`), body: withVisibleCharacters(body) };
}

function reasonOf(event: NotifiedEvent, { notifyNeedsApproval, notifyFinished, notifyFailed }: NotificationSettings): string | null {
  const { notifications: words } = strings();
  if (event.type === 'needs-approval') return notifyNeedsApproval ? words.needsApproval : null;
  switch (event.outcome) {
    case 'complete':
      return notifyFinished === 'always' || (notifyFinished === 'long' && event.durationMs >= LONG_TURN_MS) ? words.finished : null;
    case 'failed':
      return notifyFailed ? words.failed : null;
    case 'interrupted':
      return notifyFailed ? words.interrupted : null;
    case 'cancelled':
      // The person's own doing.
      return null;
  }
}
