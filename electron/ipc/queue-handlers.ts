/** The channels of protocol/queue.ts, a line each. */
import type { MessageQueues } from '../chat/message-queue.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

type QueueChannel = Extract<keyof InvokeHandlers, `queue.${string}`>;

export function queueHandlers(queues: MessageQueues): Pick<InvokeHandlers, QueueChannel> {
  return {
    'queue.add': (request) => queues.add(request),
    'queue.update': ({ conversationId, id, parts }) => queues.update(conversationId, id, parts),
    'queue.move': ({ conversationId, id, index }) => queues.move(conversationId, id, index),
    'queue.remove': ({ conversationId, id }) => queues.remove(conversationId, id),
    'queue.setEditing': ({ conversationId, id }) => queues.setEditing(conversationId, id),
    'queue.sendNow': ({ conversationId, id }) => queues.sendNow(conversationId, id),
    'queue.resume': ({ conversationId }) => queues.resume(conversationId),
  };
}
