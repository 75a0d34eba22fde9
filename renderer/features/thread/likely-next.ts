/** Conversations are loaded while a hand still points at them: what is clicked then has nothing to wait for. */
import { prepareChat } from './chat-stores.ts';

/** Shorter than a hand rests before it clicks, longer than it takes to pass a row on the way to another one. */
const REST_MS = 60;

let timer: ReturnType<typeof setTimeout> | undefined;

function endRest(): void {
  clearTimeout(timer);
}

/** Handlers for what shows a conversation when it is clicked. */
export function likelyNext(conversationId: string) {
  const rest = () => {
    endRest();
    timer = setTimeout(() => prepareChat(conversationId), REST_MS);
  };
  return {
    onPointerEnter: rest,
    onPointerLeave: endRest,
    onPointerDown: () => prepareChat(conversationId),
    onFocus: rest,
    onBlur: endRest,
  };
}
