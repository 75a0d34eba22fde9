import type { ApprovalMode } from '#protocol/conversation.ts';
import { DropdownMenu } from '../../components/menu.tsx';
import { useAgent } from '../../state/agents-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import { APPROVAL_MODES, approvalModeWords } from './approval-modes.tsx';
import { SettingChip } from './setting-chip.tsx';

/** How much the agent of a conversation may do without asking. "Never ask" is marked wherever it is on. */
export function ApprovalModePicker({ conversationId }: { conversationId: string }) {
  const mode = useConversations((state) => state.byId[conversationId]?.approvalMode);
  const agent = useAgent(useConversations((state) => state.byId[conversationId]?.agentId));
  // An agent that only answers has nothing to ask for.
  if (mode === undefined || agent?.capabilities.approvals === false) return null;
  const words = approvalModeWords(mode);
  return (
    <DropdownMenu
      trigger={
        <SettingChip
          name={strings.conversationSettings.approvalMode}
          value={words.label}
          icon={words.icon}
          tone={mode === 'yolo' ? 'warning' : 'quiet'}
        />
      }
      entries={[
        {
          type: 'radio',
          label: strings.conversationSettings.beforeAgentActs,
          value: mode,
          options: [...APPROVAL_MODES],
          onChange: (approvalMode) => void updateConversation(conversationId, { approvalMode: approvalMode as ApprovalMode }),
        },
      ]}
    />
  );
}
