import { Hand, ListTodo, PencilLine, ShieldOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';

type ApprovalModeWords = { value: ApprovalMode; label: string; description: string; icon: ReactNode };

/** The approval modes, from the most careful to the least, in the words the person reads. */
export const APPROVAL_MODES: readonly ApprovalModeWords[] = [
  {
    value: 'plan',
    label: strings.conversationSettings.plan,
    description: strings.conversationSettings.planHint,
    icon: <ListTodo aria-hidden />,
  },
  {
    value: 'default',
    label: strings.conversationSettings.askFirst,
    description: strings.conversationSettings.askFirstHint,
    icon: <Hand aria-hidden />,
  },
  {
    value: 'auto-edit',
    label: strings.conversationSettings.editFreely,
    description: strings.conversationSettings.editFreelyHint,
    icon: <PencilLine aria-hidden />,
  },
  {
    value: 'yolo',
    label: strings.conversationSettings.neverAsk,
    description: strings.conversationSettings.neverAskHint,
    icon: <ShieldOff aria-hidden />,
  },
];

/** The words for one mode. */
export function approvalModeWords(mode: ApprovalMode): ApprovalModeWords {
  const words = APPROVAL_MODES.find(({ value }) => value === mode);
  if (words === undefined) throw new Error(`No words for approval mode ${mode}`);
  return words;
}
