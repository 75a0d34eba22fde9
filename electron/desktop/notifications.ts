/** Tells the person through the desktop what they don't see in the window: one notification per conversation, which leads to it. */
import { BrowserWindow, Notification } from 'electron';
import type { Services } from '../create-services.ts';
import type { SettingsStore } from '../store/settings.ts';
import { type NotifiedEvent, notificationFor, withoutMarkup } from './notification-words.ts';

export interface NotificationsOptions {
  services: Pick<Services, 'approvals' | 'chat' | 'conversations'>;
  settings: SettingsStore;
  /** The person clicked one. */
  onOpen: (conversationId: string) => void;
  isQuitting: () => boolean;
}

export function startNotifications({ services, settings, onOpen, isQuitting }: NotificationsOptions): void {
  const { approvals, chat, conversations } = services;
  if (!Notification.isSupported()) return;
  /** Held: what is collected as garbage hears no click. */
  const shown = new Map<string, { notification: Notification; isApproval: boolean }>();

  const close = (conversationId: string) => {
    const open = shown.get(conversationId);
    shown.delete(conversationId);
    open?.notification.close();
  };

  const show = (conversationId: string, event: NotifiedEvent) => {
    const isLookedAt = conversations.isFocused(conversationId) && BrowserWindow.getFocusedWindow() !== null;
    const words = isQuitting() ? null : notificationFor(event, settings.get(), isLookedAt);
    if (words === null) return;
    close(conversationId);
    const notification = new Notification(process.platform === 'linux' ? { ...words, body: withoutMarkup(words.body) } : words);
    notification.on('click', () => {
      shown.delete(conversationId);
      onOpen(conversationId);
    });
    shown.set(conversationId, { notification, isApproval: event.type === 'needs-approval' });
    notification.show();
  };

  approvals.onDidChange(({ opened, closed }) => {
    if (opened !== undefined) {
      const { title } = conversations.summary(opened.conversationId);
      show(opened.conversationId, { type: 'needs-approval', conversationTitle: title, approvalTitle: opened.title });
    }
    // Answered in the window: what still asks for it on the desktop would lead to nothing.
    if (closed !== undefined && shown.get(closed.conversationId)?.isApproval && approvals.listFor(closed.conversationId).length === 0) {
      close(closed.conversationId);
    }
  });
  chat.onDidEndTurn(({ conversationId, outcome, durationMs, failure }) => {
    const { title, preview } = conversations.summary(conversationId);
    show(conversationId, { type: 'turn-ended', conversationTitle: title, outcome, durationMs, preview, failure });
  });
}
