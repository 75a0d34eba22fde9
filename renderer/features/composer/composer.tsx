import { ArrowUp, CornerDownRight, ListPlus, Square } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { AttachedPart, UserPart } from '#protocol/conversation.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import { codeReference } from '../code-map/code-reference.ts';
import { AttachButton } from './attach-button.tsx';
import { AttachmentRow } from './attachment-row.tsx';
import type { AttachmentKinds } from './attachments.ts';
import { AutoGrowTextArea } from './auto-grow-text-area.tsx';
import styles from './composer.module.css';
import { ComposerHint } from './composer-hint.tsx';
import { composerKeyAction } from './composer-keys.ts';
import { drafts } from './drafts.ts';
import { MentionPopup } from './mention-popup.tsx';
import { useAttachments } from './use-attachments.ts';
import { useComposerIntentText } from './use-composer-intent-text.ts';
import { useMention } from './use-mention.ts';

export type ComposerHandle = { focus: () => void; attach: (files: File[]) => void };

type ComposerProps = {
  conversationId: string;
  /** The draft main has stored; used where this window knows of none. */
  storedDraft: string;
  storedAttachments: readonly AttachedPart[];
  isTurnRunning: boolean;
  isStopping: boolean;
  /** What the agent takes beside words. */
  attachmentKinds: AttachmentKinds;
  /** Files are dragged over the place that takes them. */
  isDropping: boolean;
  placeholder: string;
  /** The agent takes words into a running turn. */
  canSteer: boolean;
  /** Resolves once the prompt is stored, as one that waits while a turn runs; rejects when it was not, and the text then stays. */
  onSend: (parts: UserPart[], how: { steer: boolean }) => Promise<void>;
  onStop: () => void;
  /** Arrow up in an empty field. */
  onEditLast: () => void;
  onErrorAction: (action: NonNullable<ErrorInfo['action']>, code: ErrorInfo['code']) => void;
  /** Model, folder and mode pickers. */
  settings: ReactNode;
  meter: ReactNode;
  ref?: Ref<ComposerHandle>;
};

/** A second Escape within this time stops the turn; the first one only says so. */
const ESCAPE_AGAIN_MS = 2000;

/** The field in which one writes to the agent. Mount with the conversation's id as its key. */
export function Composer({
  conversationId,
  storedDraft,
  storedAttachments,
  isTurnRunning,
  isStopping,
  attachmentKinds,
  isDropping,
  canSteer,
  placeholder,
  onSend,
  onStop,
  onEditLast,
  onErrorAction,
  settings,
  meter,
  ref,
}: ComposerProps) {
  const [text, setText] = useState(() => drafts.get(conversationId) ?? storedDraft);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const [isSending, setIsSending] = useState(false);
  const [escapeHint, setEscapeHint] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => () => drafts.flush(conversationId), [conversationId]);
  useEffect(() => {
    // One goes on writing where the draft ends; the browser would put the caret before its first letter.
    const element = field.current;
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  useEffect(() => {
    if (!escapeHint) return;
    const timer = setTimeout(() => setEscapeHint(false), ESCAPE_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [escapeHint]);

  const write = (next: string) => {
    setText(next);
    drafts.set(conversationId, next);
  };
  const mention = useMention({ conversationId, text, field, onWrite: write });
  useComposerIntentText(conversationId, (wanted) => {
    write(text.trim() === '' ? wanted : `${text.trimEnd()}\n\n${wanted}`);
    field.current?.focus();
  });

  const { attachments, notes, attach, attachFolder, remove, clear } = useAttachments({
    conversationId,
    stored: storedAttachments,
    kinds: attachmentKinds,
    onReference: (path) => {
      const words = field.current?.value ?? text;
      write(`${words}${words === '' || /\s$/.test(words) ? '' : ' '}${codeReference({ path, line: 1 })} `);
      field.current?.focus();
    },
  });
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    attach(files) {
      void attach(files);
      field.current?.focus();
    },
  }));
  const hasContent = text.trim() !== '' || attachments.length > 0;
  const canAttach = attachmentKinds.images || attachmentKinds.files;

  const send = async (how = { steer: false }) => {
    if (!hasContent || isSending) return;
    setIsSending(true);
    setError(null);
    try {
      const words = text.trim() === '' ? [] : [{ type: 'text' as const, text: text.trim() }];
      await onSend([...attachments.map(({ part }) => part), ...words], how);
      write('');
      drafts.flush(conversationId);
      clear();
    } catch (failure) {
      setError(toErrorInfo(failure));
    } finally {
      setIsSending(false);
      field.current?.focus();
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (mention.onKeyDown(event)) return;
    switch (composerKeyAction(event.nativeEvent)) {
      case 'send':
        event.preventDefault();
        void send();
        break;
      case 'send-now':
        event.preventDefault();
        void send({ steer: canSteer });
        break;
      case 'escape':
        if (!isTurnRunning || isStopping) break;
        event.preventDefault();
        if (escapeHint) onStop();
        setEscapeHint(!escapeHint);
        break;
      case 'edit-last':
        if (text !== '' || attachments.length > 0 || isTurnRunning) break;
        event.preventDefault();
        onEditLast();
        break;
      default:
        break;
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || !canAttach) return;
    event.preventDefault();
    void attach(files);
  };

  return (
    <div className={styles.composer}>
      {error !== null && (
        <ErrorNotice
          layout="inline"
          error={error}
          onAction={(action) => (action === 'retry' || action === 'wait-and-retry' ? void send() : onErrorAction(action, error.code))}
        />
      )}
      <MentionPopup options={mention.popup}>
        <div className={styles.box} data-dropping={isDropping}>
          {isDropping && (
            <div className={styles.dropWords}>{attachmentKinds.files ? strings.composer.dropToAttach : strings.composer.dropImage}</div>
          )}
          <AttachmentRow attachments={attachments} onRemove={remove} />
          {notes.map((note) => (
            <p key={note} className={styles.note} role="alert">
              {note}
            </p>
          ))}
          <AutoGrowTextArea
            ref={field}
            autoFocus
            aria-label={strings.composer.message}
            placeholder={placeholder}
            value={text}
            maxHeight="40vh"
            spellCheck
            {...mention.fieldAttributes}
            onChange={(event) => {
              write(event.target.value);
              mention.follow();
            }}
            onSelect={mention.follow}
            onBlur={mention.close}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
          <div className={styles.controls}>
            {canAttach && (
              <AttachButton kinds={attachmentKinds} onFiles={(files) => void attach(files)} onFolder={() => void attachFolder()} />
            )}
            <div className={styles.settings}>{settings}</div>
            {meter}
            {isTurnRunning && hasContent && (
              <IconButton
                className={styles.queue}
                label={strings.composer.queue}
                tooltip={strings.composer.queueHint}
                shortcut="enter"
                tooltipSide="top"
                icon={<ListPlus size={16} strokeWidth={1.5} aria-hidden />}
                disabled={isSending}
                onClick={() => void send()}
              />
            )}
            {isTurnRunning && hasContent && canSteer && (
              <IconButton
                className={styles.queue}
                label={strings.shortcuts.sendIntoTurn}
                shortcut="mod+enter"
                tooltipSide="top"
                icon={<CornerDownRight size={16} strokeWidth={1.5} aria-hidden />}
                disabled={isSending}
                onClick={() => void send({ steer: true })}
              />
            )}
            {isTurnRunning ? (
              <IconButton
                className={styles.stop}
                label={isStopping ? strings.states.stopping : strings.composer.stop}
                {...(!isStopping && { shortcut: 'escape' })}
                tooltipSide="top"
                icon={<Square size={12} strokeWidth={1.5} fill="currentColor" aria-hidden />}
                disabled={isStopping}
                onClick={onStop}
              />
            ) : (
              <IconButton
                className={styles.send}
                label={strings.thread.send}
                shortcut="enter"
                tooltipSide="top"
                icon={<ArrowUp size={16} strokeWidth={2} aria-hidden />}
                disabled={!hasContent || isSending}
                onClick={() => void send()}
              />
            )}
          </div>
        </div>
      </MentionPopup>
      <ComposerHint
        isTurnRunning={isTurnRunning}
        canSteer={canSteer}
        isSending={isSending}
        escapeHint={escapeHint}
        hasContent={hasContent}
      />
    </div>
  );
}
