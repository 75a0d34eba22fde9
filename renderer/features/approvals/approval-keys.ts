/** The keys of an approval card. They work only while the card itself or something in it that takes no text has the focus. */
import type { ApprovalDecision } from '#protocol/conversation.ts';

export type ApprovalKeyAction = Exclude<ApprovalDecision, 'allow-always'> | 'edit' | null;

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'repeat'>;

/**
 * A allows once, Shift+A allows for this conversation, E edits, D denies. Enter means nothing here: whoever was about to send a message
 * must not find that they approved a command. A key held down answers nothing either, or it would answer the next card as well.
 */
export function approvalKeyAction(event: KeyPress, can: { canAllowAlways: boolean; canEdit: boolean }): ApprovalKeyAction {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return null;
  switch (event.key.toLowerCase()) {
    case 'a':
      if (!event.shiftKey) return 'allow-once';
      return can.canAllowAlways ? 'allow-session' : null;
    case 'e':
      return !event.shiftKey && can.canEdit ? 'edit' : null;
    case 'd':
      return event.shiftKey ? null : 'deny';
    default:
      return null;
  }
}
