import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isUserPart, type Part, type UserPart } from '#protocol/conversation.ts';
import { wordsOf } from '../thread/prompt-text.tsx';
import { composerKeyAction } from './composer-keys.ts';

type WordsEditorOptions = {
  parts: readonly Part[];
  /** It can't be submitted now. */
  isBlocked?: boolean;
  /** Resolves to false where it was not taken: the words then stay in the editor. */
  onSubmit: (parts: UserPart[]) => Promise<boolean>;
  /** Submitted, or given up. */
  onEnd: () => void;
};

/** The words of a prompt that was written before, being changed. What is attached to it stays as it is. */
export function useWordsEditor({ parts, isBlocked = false, onSubmit, onEnd }: WordsEditorOptions) {
  const attachments = parts.filter(isUserPart).filter((part) => part.type !== 'text');
  const [text, setText] = useState(() => wordsOf(parts));
  const [isSubmitting, setIsSubmitting] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const canSubmit = !isSubmitting && !isBlocked && (text.trim() !== '' || attachments.length > 0);

  useEffect(() => {
    const element = field.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const submit = async () => {
    if (!canSubmit) return;
    setIsSubmitting(true);
    const words = text.trim() === '' ? [] : [{ type: 'text' as const, text: text.trim() }];
    if (await onSubmit([...attachments, ...words])) onEnd();
    else setIsSubmitting(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = composerKeyAction(event.nativeEvent);
    if (action === 'send' || action === 'send-now') void submit();
    else if (action === 'escape') onEnd();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>) => setText(event.target.value);
  return { attachments, canSubmit, submit, fieldProps: { ref: field, value: text, onChange, onKeyDown } };
}
