import { Archive, ArchiveRestore, Download, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import type { MenuEntry } from '../../components/menu.tsx';
import { setArchived, setPinned } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { openDataDialog } from '../../state/data-dialog.ts';
import { strings } from '../../strings/strings.ts';
import { deleteConversationWithCare } from '../worktree/worktree-store.ts';

/** What can be done with a conversation in the sidebar. */
export function rowMenuEntries({ id, pinned, archived }: ConversationSummary): MenuEntry[] {
  return [
    {
      type: 'item',
      label: strings.sidebar.rename,
      icon: <Pencil aria-hidden />,
      shortcut: 'F2',
      onSelect: () => useConversations.setState({ renamingId: id }),
    },
    ...(archived ? [] : [pinEntry(id, pinned)]),
    {
      type: 'item',
      label: archived ? strings.sidebar.moveBack : strings.sidebar.archive,
      icon: archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />,
      onSelect: () => void setArchived(id, !archived),
    },
    {
      type: 'item',
      label: strings.sidebar.export,
      icon: <Download aria-hidden />,
      onSelect: () => openDataDialog({ kind: 'export', conversationId: id }),
    },
    { type: 'separator' },
    {
      type: 'item',
      label: strings.sidebar.delete,
      icon: <Trash2 aria-hidden />,
      shortcut: 'delete',
      danger: true,
      onSelect: () => void deleteConversationWithCare(id),
    },
  ];
}

function pinEntry(id: string, pinned: boolean): MenuEntry {
  return {
    type: 'item',
    label: pinned ? strings.sidebar.unpin : strings.sidebar.pin,
    icon: pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />,
    onSelect: () => setPinned(id, !pinned),
  };
}
