import { useEffect, useRef, useState } from 'react';
import type { MessageQueue } from '#protocol/queue.ts';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './queue.module.css';
import { holdForEditing, moveQueued, removeQueued, resumeQueue } from './queue-commands.ts';
import { QueueEditor } from './queue-editor.tsx';
import { QueueRow } from './queue-row.tsx';
import { queueWords } from './queue-words.ts';

type QueueStripProps = {
  conversationId: string;
  queue: MessageQueue;
  isTurnRunning: boolean;
  /** The agent takes words into a running turn. */
  canSteer: boolean;
  /** Nothing waits any more, or the person is done with it. */
  onLeave: () => void;
};

/** The messages that wait, above the composer. Nothing where none do. Mount with the conversation's id as its key. */
export function QueueStrip({ conversationId, queue, isTurnRunning, canSteer, onLeave }: QueueStripProps) {
  const [editingId, setEditingId] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  /** Which row has the focus once main has told the new order. */
  const focusAfterMove = useRef<string | null>(null);
  const { messages, hold } = queue;

  useEffect(() => {
    if (editingId === null) return;
    holdForEditing(conversationId, editingId);
    return () => holdForEditing(conversationId, null);
  }, [conversationId, editingId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is what it waits for.
  useEffect(() => {
    const id = focusAfterMove.current;
    focusAfterMove.current = null;
    if (id !== null) rowOf(list.current, id)?.focus();
  }, [messages]);

  if (messages.length === 0) return null;

  const move = (index: number, step: 1 | -1) => {
    const message = messages[index];
    const target = index + step;
    if (message === undefined || target < 0 || target >= messages.length) return;
    focusAfterMove.current = message.id;
    moveQueued(conversationId, message.id, target);
  };
  const focusRow = (index: number) => {
    const message = messages[index];
    if (message !== undefined) rowOf(list.current, message.id)?.focus();
  };
  const remove = (index: number) => {
    const message = messages[index];
    if (message === undefined) return;
    focusAfterMove.current = (messages[index + 1] ?? messages[index - 1])?.id ?? null;
    void removeQueued(conversationId, message, index);
    if (messages.length === 1) onLeave();
  };

  return (
    <section className={styles.strip} aria-label={strings.queue.title} data-held={hold !== null}>
      <header className={styles.header}>
        <span className={styles.title}>{strings.queue.queued(messages.length)}</span>
        <span className={styles.words} role="status">
          {queueWords(queue)}
        </span>
        {hold !== null && !isTurnRunning && (
          <Button size="small" variant="primary" onClick={() => resumeQueue(conversationId)}>
            {strings.queue.sendNow}
          </Button>
        )}
      </header>
      {/* biome-ignore lint/a11y/noRedundantRoles: without list marks WebKit and base.css need it said. */}
      <ul ref={list} className={styles.list} role="list">
        {messages.map((message, index) =>
          message.id === editingId ? (
            <li key={message.id} className={styles.row}>
              <QueueEditor
                conversationId={conversationId}
                message={message}
                onEnd={() => {
                  setEditingId(null);
                  focusAfterMove.current = message.id;
                }}
              />
            </li>
          ) : (
            <QueueRow
              key={message.id}
              conversationId={conversationId}
              message={message}
              position={index + 1}
              count={messages.length}
              sendNow={isTurnRunning ? (canSteer ? strings.queue.intoTurn : null) : strings.queue.asNext}
              onEdit={() => setEditingId(message.id)}
              onMove={(step) => move(index, step)}
              onFocusRow={(step) => focusRow(index + step)}
              onRemove={() => remove(index)}
            />
          ),
        )}
      </ul>
    </section>
  );
}

function rowOf(list: HTMLElement | null, id: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-queued="${CSS.escape(id)}"]`) ?? null;
}
