import { Map as MapIcon } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { selectSelectedId, useConversations } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './code-map-view.module.css';
import { CodeMapView } from './code-map-view.tsx';

/** The code map of the conversation shown. */
export function CodeMapTab() {
  const selectedId = useConversations(selectSelectedId);
  if (selectedId !== null) return <CodeMapView conversationId={selectedId} />;
  return (
    <div className={styles.empty}>
      <EmptyState size="small" icon={<MapIcon aria-hidden />} title={strings.codeMap.noConversation}>
        {strings.codeMap.noConversationHint}
      </EmptyState>
    </div>
  );
}
