import { ShieldOff } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './never-asks-notice.module.css';

/** Stands over the composer for as long as the agent asks nothing: who writes there must know what a word may set off. */
export function NeverAsksNotice({ conversationId }: { conversationId: string }) {
  const neverAsks = useConversations((state) => state.byId[conversationId]?.approvalMode === 'yolo');
  if (!neverAsks) return null;
  return (
    <div className={styles.notice} role="note">
      <ShieldOff className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />
      <span className={styles.words}>{strings.conversationSettings.neverAsksNotice}</span>
      <Button size="small" onClick={() => void updateConversation(conversationId, { approvalMode: 'default' })}>
        {strings.conversationSettings.askFirst}
      </Button>
    </div>
  );
}
