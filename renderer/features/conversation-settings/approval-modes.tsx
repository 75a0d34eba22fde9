import { Hand, ListTodo, PencilLine, ShieldOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApprovalMode } from '#protocol/conversation.ts';

type ApprovalModeWords = { value: ApprovalMode; label: string; description: string; icon: ReactNode };

/** The approval modes, from the most careful to the least, in the words the person reads. */
export const APPROVAL_MODES: readonly ApprovalModeWords[] = [
  { value: 'plan', label: 'Plan only', description: 'Reads and thinks, changes nothing', icon: <ListTodo aria-hidden /> },
  {
    value: 'default',
    label: 'Ask first',
    description: 'Asks before it edits files or runs commands that change something',
    icon: <Hand aria-hidden />,
  },
  { value: 'auto-edit', label: 'Edit freely', description: 'Edits files, asks before it runs commands', icon: <PencilLine aria-hidden /> },
  { value: 'yolo', label: 'Never ask', description: 'Edits and runs everything without asking', icon: <ShieldOff aria-hidden /> },
];

/** The words for one mode. */
export function approvalModeWords(mode: ApprovalMode): ApprovalModeWords {
  const words = APPROVAL_MODES.find(({ value }) => value === mode);
  if (words === undefined) throw new Error(`No words for approval mode ${mode}`);
  return words;
}
