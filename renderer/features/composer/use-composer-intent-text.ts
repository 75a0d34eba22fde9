import { useEffect, useRef } from 'react';
import { useComposerIntent } from '../../state/composer-intent.ts';

/** Takes text that another part of the window wants here. */
export function useComposerIntentText(conversationId: string, onText: (text: string) => void): void {
  const intent = useComposerIntent((state) => state.intent);
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    if (intent?.conversationId !== conversationId) return;
    const text = useComposerIntent.getState().take(conversationId);
    if (text !== null) latest.current(text);
  }, [intent, conversationId]);
}
