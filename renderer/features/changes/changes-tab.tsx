import { Check, Ellipsis, FileDiff, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ConversationChanges } from '#protocol/changes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { useConversations } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import listTab from '../inspector/list-tab.module.css';
import { ChangedFileList } from './changed-file-list.tsx';
import { ChangedTurnGroup } from './changed-turn-group.tsx';
import { acceptChanges, revertChanges } from './changes-actions.ts';
import { changeIdsOf, filesOfAll, revertableFiles, totalsOf } from './changes-model.ts';
import { loadChanges, useChanges } from './changes-store.ts';
import styles from './changes-tab.module.css';
import { LineCounts } from './line-counts.tsx';
import { RevertConflictsDialog } from './revert-conflicts-dialog.tsx';

type Grouping = 'turns' | 'all';

/** What the agent changed in the conversation shown: by turn or in all, with a way back. */
export function ChangesTab() {
  const conversationId = useConversations((state) => state.selectedId);
  if (conversationId === null) return <NoChanges />;
  return <ConversationChangesView key={conversationId} conversationId={conversationId} />;
}

function ConversationChangesView({ conversationId }: { conversationId: string }) {
  const { changes, error } = useChanges(conversationId);
  const [grouping, setGrouping] = useState<Grouping>('turns');
  return (
    <div className={listTab.view}>
      {error !== null && (
        <div className={styles.error}>
          <ErrorNotice layout="inline" error={{ ...error, action: 'retry' }} onAction={() => void loadChanges(conversationId)} />
        </div>
      )}
      {changes !== null && changes.turns.length === 0 && <NoChanges />}
      {changes !== null && changes.turns.length > 0 && (
        <>
          <Toolbar conversationId={conversationId} changes={changes} grouping={grouping} onGroupingChange={setGrouping} />
          <div className={styles.scroller}>
            {grouping === 'all' ? (
              <ChangedFileList conversationId={conversationId} files={filesOfAll(changes)} label={strings.changes.allChangedFiles} />
            ) : (
              changes.turns.map((turn) => <ChangedTurnGroup key={turn.messageId} conversationId={conversationId} turn={turn} />)
            )}
            <p className={styles.limits}>{strings.changes.recordedHint}</p>
          </div>
        </>
      )}
      <RevertConflictsDialog conversationId={conversationId} />
    </div>
  );
}

type ToolbarProps = {
  conversationId: string;
  changes: ConversationChanges;
  grouping: Grouping;
  onGroupingChange: (grouping: Grouping) => void;
};

function Toolbar({ conversationId, changes, grouping, onGroupingChange }: ToolbarProps) {
  const files = filesOfAll(changes);
  const totals = totalsOf(files);
  return (
    <div className={listTab.toolbar}>
      <span className={listTab.count}>
        {totals.files === 0 ? (
          strings.changes.everythingTakenBack
        ) : (
          <>
            {strings.changes.filesChanged(totals.files)} <LineCounts added={totals.added} removed={totals.removed} />
          </>
        )}
      </span>
      <SegmentedControl
        label={strings.changes.groupChanges}
        value={grouping}
        options={[
          { value: 'turns', label: strings.changes.byTurn },
          { value: 'all', label: strings.changes.all },
        ]}
        onChange={onGroupingChange}
      />
      <DropdownMenu
        align="end"
        trigger={<IconButton size="small" label={strings.changes.allChanges} icon={<Ellipsis aria-hidden />} />}
        entries={[
          {
            type: 'item',
            label: strings.changes.acceptAll,
            description: strings.changes.acceptAllHint,
            icon: <Check aria-hidden />,
            disabled: files.every(({ review }) => review === 'accepted'),
            onSelect: () => acceptChanges(conversationId, changeIdsOf(files), true),
          },
          {
            type: 'item',
            label: strings.changes.revertAll,
            description: strings.changes.revertAllHint,
            icon: <Undo2 aria-hidden />,
            disabled: revertableFiles(files).length === 0,
            onSelect: () => void revertChanges(conversationId, changeIdsOf(revertableFiles(files))),
          },
        ]}
      />
    </div>
  );
}

function NoChanges() {
  return (
    <div className={styles.empty}>
      <EmptyState size="small" icon={<FileDiff aria-hidden />} title={strings.changes.none}>
        {strings.changes.noneHint}
      </EmptyState>
    </div>
  );
}
