/** What a person does with queued messages, as calls to main. What main refuses is shown. */
import type { UserPart } from '#protocol/conversation.ts';
import type { QueuedMessage } from '#protocol/queue.ts';
import { invoke } from '../../api.ts';
import { reportErrors, showError } from '../../state/report-error.ts';
import { showUndo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { queuedLine } from './queue-words.ts';

/** Puts it at this place, from 0. */
export function moveQueued(conversationId: string, id: string, index: number): void {
  reportErrors(invoke('queue.move', { conversationId, id, index }));
}

/** Takes it out, and offers to put it back where it was. */
export async function removeQueued(conversationId: string, { id, parts }: QueuedMessage, index: number): Promise<void> {
  const putBack = () => reportErrors(invoke('queue.add', { conversationId, parts, index }));
  try {
    await invoke('queue.remove', { conversationId, id });
    const line = queuedLine(parts);
    showUndo(strings.queue.removed(line.length > 60 ? `${line.slice(0, 60)}…` : line), putBack);
  } catch (error) {
    showError(error);
  }
}

/** While a message is being changed it is not sent. */
export function holdForEditing(conversationId: string, id: string | null): void {
  // Refused where it has just been sent: saving it says so.
  void invoke('queue.setEditing', { conversationId, id }).catch(() => undefined);
}

/** Resolves to false where it was not saved; the words must then be kept. */
export async function saveQueued(conversationId: string, id: string, parts: UserPart[]): Promise<boolean> {
  try {
    await invoke('queue.update', { conversationId, id, parts });
    return true;
  } catch (error) {
    showError(error);
    return false;
  }
}

/** Into the running turn, or as the next message where none runs. */
export function sendQueuedNow(conversationId: string, id: string): void {
  reportErrors(invoke('queue.sendNow', { conversationId, id }));
}

/** The first one is sent, the others follow. */
export function resumeQueue(conversationId: string): void {
  reportErrors(invoke('queue.resume', { conversationId }));
}
