import { useCallback, useMemo, useRef, useState } from 'react';
import type { UserPart } from '#protocol/conversation.ts';
import type { ErrorAction, ErrorCode } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { createConversation } from '../../state/conversation-actions.ts';
import { reportErrors, runErrorAction, showError } from '../../state/report-error.ts';
import { chooseFolder } from '../conversation-settings/folder-picker.tsx';
import type { ChatActions } from './chat-actions.tsx';
import type { ChatStore } from './chat-store.ts';

type CommandOptions = {
  isTurnRunning: boolean;
  agentName: string;
  /** The agent can make room in its context. */
  canCompress: boolean;
  /** A prompt went out: the reader wants to see what comes. */
  onSent: () => void;
  onEditEnd: () => void;
  onChooseModel: () => void;
};

/** What a person can do in a chat, as calls to main. */
export function useChatCommands(store: ChatStore, options: CommandOptions) {
  const { conversationId } = store;
  const [editingMessageId, setEditingMessageId] = useState<string | null>(null);
  const latest = useRef(options);
  latest.current = options;

  const compress = useCallback(async () => {
    await invoke('chat.compress', { conversationId });
    latest.current.onSent();
  }, [conversationId]);
  const makeRoom = useCallback(() => void compress().catch(showError), [compress]);
  const send = useCallback(
    async (parts: UserPart[], { steer }: { steer: boolean }) => {
      if (latest.current.canCompress && isCompressCommand(parts)) return compress();
      // Asked by what the window knows; should the turn have ended meanwhile, main sends a queued message at once.
      if (latest.current.isTurnRunning) await invoke('queue.add', { conversationId, parts, steer });
      else await invoke('chat.send', { conversationId, parts });
      latest.current.onSent();
    },
    [conversationId, compress],
  );
  const stop = useCallback(() => reportErrors(invoke('chat.stop', { conversationId })), [conversationId]);
  const editLast = useCallback(async () => {
    if (store.getSnapshot().state?.hasLater === true) {
      await store.openLatest();
      latest.current.onSent();
    }
    const last = store.getSnapshot().state?.settled.findLast((message) => message.role === 'user');
    if (last !== undefined) setEditingMessageId(last.id);
  }, [store]);
  const onErrorAction = useCallback(
    (action: ErrorAction, code: ErrorCode) => {
      if (runErrorAction(action, code)) return;
      if (action === 'choose-model') latest.current.onChooseModel();
      else if (action === 'choose-folder') void chooseFolder(conversationId);
      else if (action === 'new-conversation') void createConversation();
      else if (action === 'make-room') makeRoom();
    },
    [conversationId, makeRoom],
  );

  const { isTurnRunning, agentName } = options;
  const actions = useMemo<ChatActions>(() => {
    const retry = (assistantMessageId: string) => {
      invoke('chat.retry', { conversationId, assistantMessageId }).then(
        () => latest.current.onSent(),
        (error: unknown) => showError(error, () => retry(assistantMessageId)),
      );
    };
    return {
      conversationId,
      retry,
      resend: async (parentId, parts) => {
        try {
          await invoke('chat.send', { conversationId, parts, parentId });
          latest.current.onSent();
          return true;
        } catch (error) {
          showError(error);
          return false;
        }
      },
      selectBranch: (messageId) => reportErrors(store.selectBranch(messageId)),
      onErrorAction,
      editingMessageId,
      setEditingMessageId: (messageId) => {
        setEditingMessageId(messageId);
        if (messageId === null) latest.current.onEditEnd();
      },
      isTurnRunning,
      agentName,
    };
  }, [store, conversationId, editingMessageId, isTurnRunning, agentName, onErrorAction]);
  return { actions, send, stop, editLast, makeRoom };
}

/** As it is called in the SDK's own terminal. */
function isCompressCommand(parts: readonly UserPart[]): boolean {
  const [part] = parts;
  return parts.length === 1 && part?.type === 'text' && part.text === '/compress';
}
