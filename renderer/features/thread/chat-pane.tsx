import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Message } from '#protocol/conversation.ts';
import type { AgentDescriptor } from '#protocol/ipc.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useAgent } from '../../state/agents-store.ts';
import { runErrorAction } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { ApprovalDock } from '../approvals/approval-dock.tsx';
import { Composer, type ComposerHandle } from '../composer/composer.tsx';
import { ContextMeter } from '../composer/context-meter.tsx';
import { useFileDrop } from '../composer/use-file-drop.ts';
import { ApprovalModePicker } from '../conversation-settings/approval-mode-picker.tsx';
import { FolderPicker } from '../conversation-settings/folder-picker.tsx';
import { ModelPicker } from '../conversation-settings/model-picker.tsx';
import { NeverAsksNotice } from '../conversation-settings/never-asks-notice.tsx';
import { QueueStrip } from '../queue/queue-strip.tsx';
import { ChatActionsProvider } from './chat-actions.tsx';
import styles from './chat-pane.module.css';
import type { ChatState } from './chat-state.ts';
import { type ChatStore, useChat } from './chat-store.ts';
import { useChatStore } from './chat-stores.ts';
import { FinishedAnnouncer } from './finished-announcer.tsx';
import { Thread, type ThreadHandle } from './thread.tsx';
import { useChatCommands } from './use-chat-commands.ts';

export type ChatPaneProps = {
  conversationId: string;
  /** Shown in place of the thread while there is no message. */
  emptyState?: ReactNode;
};

/** A conversation: its thread, what needs the person, and the composer. Fills the space it is given. */
export function ChatPane({ conversationId, emptyState }: ChatPaneProps) {
  const store = useChatStore(conversationId);
  const isOpen = useChat(store, ({ state }) => state !== null);
  const loadError = useChat(store, (snapshot) => snapshot.loadError);
  // The key: nothing of one conversation, such as what is being typed, may show in another.
  if (isOpen) return <OpenChat key={conversationId} store={store} emptyState={emptyState} />;
  if (loadError === null) return <OpeningChat key={conversationId} />;
  return (
    <div className={styles.center}>
      <ErrorNotice
        error={{ action: 'retry', ...loadError }}
        onAction={(action) => {
          if (!runErrorAction(action, loadError.code)) void store.load();
        }}
      />
    </div>
  );
}

/** From here on a wait needs words. */
const OPENING_WORDS_AFTER_MS = 400;

function OpeningChat() {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), OPENING_WORDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return <div className={styles.center}>{isSlow && <Spinner>{strings.thread.opening}</Spinner>}</div>;
}

const NO_APPROVALS: ChatState['approvals'] = [];
const EMPTY_QUEUE: ChatState['queue'] = { messages: [], hold: null };

function OpenChat({ store, emptyState }: { store: ChatStore; emptyState: ReactNode }) {
  const { conversationId } = store;
  const thread = useRef<ThreadHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  const [isModelPickerOpen, setIsModelPickerOpen] = useState(false);
  const isEmpty = useChat(store, ({ state }) => state !== null && state.settled.length === 0 && state.live === null);
  const approvals = useChat(store, ({ state }) => state?.approvals ?? NO_APPROVALS);
  const queue = useChat(store, ({ state }) => state?.queue ?? EMPTY_QUEUE);
  const isTurnRunning = useChat(store, ({ state }) => state !== null && (state.turn !== null || state.live !== null));
  const isStopping = useChat(store, ({ state }) => state?.turn?.phase.phase === 'stopping');
  const agent = useAgent(useChat(store, ({ state }) => state?.conversation.agentId));
  useEffect(() => sayUnreadable(store.unreadable), [store]);
  const agentName = agent?.name ?? strings.thread.theAgent;
  const attachmentKinds = { images: agent?.capabilities.images ?? false, files: agent?.capabilities.files ?? false };
  const drop = useFileDrop({
    isTaking: attachmentKinds.images || attachmentKinds.files,
    onFiles: (files) => composer.current?.attach(files),
  });
  const canSteer = agent?.capabilities.steering ?? false;
  const canCompress = agent?.capabilities.compression ?? false;
  const { actions, send, stop, editLast, makeRoom } = useChatCommands(store, {
    isTurnRunning,
    agentName,
    canCompress,
    onSent: () => thread.current?.follow(),
    onEditEnd: () => composer.current?.focus(),
    onChooseModel: () => setIsModelPickerOpen(true),
  });
  return (
    <ChatActionsProvider value={actions}>
      <section className={styles.pane} aria-label={strings.thread.chat} {...drop.handlers}>
        {isEmpty ? <div className={styles.empty}>{emptyState}</div> : <Thread ref={thread} store={store} agentName={agentName} />}
        <FinishedAnnouncer store={store} agentName={agentName} />
        <div className={styles.footScroller}>
          <div className={styles.foot}>
            <ApprovalDock conversationId={conversationId} approvals={approvals} />
            <QueueStrip
              conversationId={conversationId}
              queue={queue}
              isTurnRunning={isTurnRunning}
              canSteer={canSteer}
              onLeave={() => composer.current?.focus()}
            />
            <NeverAsksNotice conversationId={conversationId} />
            <Composer
              ref={composer}
              conversationId={conversationId}
              storedDraft={store.draft}
              storedAttachments={store.draftAttachments}
              isTurnRunning={isTurnRunning}
              isStopping={isStopping}
              attachmentKinds={attachmentKinds}
              isDropping={drop.isOver}
              canSteer={canSteer}
              placeholder={isEmpty ? strings.thread.ask(agentName) : strings.thread.reply(agentName)}
              onSend={send}
              onStop={stop}
              onEditLast={editLast}
              onErrorAction={actions.onErrorAction}
              settings={
                <>
                  <ModelPicker conversationId={conversationId} open={isModelPickerOpen} onOpenChange={setIsModelPickerOpen} />
                  <FolderPicker conversationId={conversationId} />
                  <ApprovalModePicker conversationId={conversationId} />
                </>
              }
              meter={<Meter store={store} agent={agent} onMakeRoom={canCompress && !isTurnRunning ? makeRoom : undefined} />}
            />
          </div>
        </div>
      </section>
    </ChatActionsProvider>
  );
}

/** Damaged rows keep no conversation from opening, and what they held must not seem to have vanished. */
function sayUnreadable(unreadable: ChatStore['unreadable']): void {
  if (unreadable === undefined) return;
  if (unreadable.queuedMessages > 0) showInfo(strings.thread.unreadableQueued(unreadable.queuedMessages));
  if (unreadable.draftAttachments) showInfo(strings.thread.unreadableAttachments);
}

type MeterProps = { store: ChatStore; agent: AgentDescriptor | undefined; onMakeRoom: (() => void) | undefined };

function Meter({ store, agent, onMakeRoom }: MeterProps) {
  const usage = useChat(store, ({ state }) => latestAnswer(state)?.usage ?? null);
  const usedModel = useChat(store, ({ state }) => latestAnswer(state)?.model ?? null);
  const conversationId = useChat(store, ({ state }) => state?.conversation.id ?? null);
  const model = useChat(store, ({ state }) => state?.conversation.model ?? null);
  const modelId = model ?? agent?.defaultModel;
  if (conversationId === null) return null;
  return (
    <ContextMeter
      conversationId={conversationId}
      usage={usage}
      model={usedModel}
      contextWindow={agent?.models.find(({ id }) => id === modelId)?.contextWindow}
      onMakeRoom={onMakeRoom}
    />
  );
}

function latestAnswer(state: ChatState | null): Message | null {
  // Only near the end: an agent that reports no usage must not cost a search through years for each chunk.
  if (state?.live?.usage) return state.live;
  return state?.settled.slice(-20).findLast((message) => message.usage !== null) ?? null;
}
