import { Check, Ellipsis, FileDiff, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ConversationChanges } from '#protocol/changes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { useConversations } from '../../state/conversations-store.ts';
import { plural } from '../thread/duration-words.ts';
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
    <div className={styles.view}>
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
              <ChangedFileList conversationId={conversationId} files={filesOfAll(changes)} label="All changed files" />
            ) : (
              changes.turns.map((turn) => <ChangedTurnGroup key={turn.messageId} conversationId={conversationId} turn={turn} />)
            )}
            <p className={styles.limits}>
              Recorded: files of the project and of added folders. Not recorded: what commands change in ignored files or elsewhere.
            </p>
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
    <div className={styles.toolbar}>
      <span className={styles.total}>
        {totals.files === 0 ? (
          'Everything is taken back'
        ) : (
          <>
            {plural(totals.files, 'file')} changed <LineCounts added={totals.added} removed={totals.removed} />
          </>
        )}
      </span>
      <SegmentedControl
        label="Group changes"
        value={grouping}
        options={[
          { value: 'turns', label: 'By turn' },
          { value: 'all', label: 'All' },
        ]}
        onChange={onGroupingChange}
      />
      <DropdownMenu
        align="end"
        trigger={<IconButton size="small" label="All changes" icon={<Ellipsis aria-hidden />} />}
        entries={[
          {
            type: 'item',
            label: 'Accept all',
            description: 'Marks everything as looked at; changes no file',
            icon: <Check aria-hidden />,
            disabled: files.every(({ review }) => review === 'accepted'),
            onSelect: () => acceptChanges(conversationId, changeIdsOf(files), true),
          },
          {
            type: 'item',
            label: 'Revert all',
            description: 'Makes every file what it was before the conversation',
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
      <EmptyState size="small" icon={<FileDiff aria-hidden />} title="No changes yet">
        When the agent edits files or runs commands, what it changed stands here, turn by turn, and can be taken back.
      </EmptyState>
    </div>
  );
}
