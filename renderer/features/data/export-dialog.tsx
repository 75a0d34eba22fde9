import { useState } from 'react';
import type { ExportFormat, ExportSelection } from '#protocol/data.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { Select, type SelectOption } from '../../components/select.tsx';
import { useAgents } from '../../state/agents-store.ts';
import { folderName } from '../../state/app-info-store.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { runAsJob } from '../../state/jobs-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './data.module.css';

const FORMATS: readonly { value: ExportFormat; label: string; words: string }[] = [
  {
    value: 'json',
    label: strings.data.complete,
    words: strings.data.completeHint,
  },
  { value: 'markdown', label: 'Markdown', words: strings.data.markdownHint },
  {
    value: 'html',
    label: 'HTML',
    words: strings.data.htmlHint,
  },
];

type ExportDialogProps = { conversationId: string | null; onClose: () => void };

/** Which conversations, and in which form; then the system asks where to. */
export function ExportDialog({ conversationId, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>('json');
  const [scope, setScope] = useState('all');
  const title = useConversations((state) => (conversationId === null ? undefined : state.byId[conversationId]?.title));
  const scopes = useScopes();
  const selection: ExportSelection =
    conversationId === null ? (scopes.find(({ value }) => value === scope)?.selection ?? {}) : { conversationIds: [conversationId] };
  const start = () => {
    onClose();
    runAsJob(invoke('data.export', { format, selection }));
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={conversationId === null ? strings.data.exportConversations : strings.data.exportConversation}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button variant="primary" onClick={start} data-dialog-focus>
            {strings.data.export}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {conversationId === null ? (
          <Select label={strings.data.which} value={scope} options={scopes} onChange={setScope} />
        ) : (
          <p className={styles.source}>
            <strong>{title ?? strings.data.thisConversation}</strong>
          </p>
        )}
        <div className={styles.formats}>
          <SegmentedControl label={strings.data.format} value={format} options={FORMATS} onChange={setFormat} />
          <p className={styles.quiet}>{FORMATS.find(({ value }) => value === format)?.words}</p>
        </div>
      </div>
    </Dialog>
  );
}

/** All, without the archive, or one project or agent of those in the list. */
function useScopes(): (SelectOption & { selection: ExportSelection })[] {
  const byId = useConversations((state) => state.byId);
  const agents = useAgents((state) => state.agents);
  const conversations = Object.values(byId);
  const folders = [...new Set(conversations.flatMap(({ projectFolder }) => projectFolder ?? []))].sort((a, b) => a.localeCompare(b));
  return [
    { value: 'all', label: strings.data.allAndArchived, selection: {} },
    { value: 'unarchived', label: strings.data.allButArchived, selection: { archived: false } },
    ...folders.map((projectFolder) => ({
      value: `folder:${projectFolder}`,
      label: strings.data.project(folderName(projectFolder)),
      selection: { projectFolder },
    })),
    ...(agents.length > 1
      ? agents.map(({ id, name }) => ({ value: `agent:${id}`, label: strings.data.withAgent(name), selection: { agentId: id } }))
      : []),
  ];
}
