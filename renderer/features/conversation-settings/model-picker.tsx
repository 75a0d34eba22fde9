import { Sparkle } from 'lucide-react';
import { useState } from 'react';
import type { AgentDescriptor } from '#protocol/ipc.ts';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { modelName, useAgents } from '../../state/agents-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { SettingChip } from './setting-chip.tsx';

/** The value that stands for "whatever the agent takes by default" (null in the contract). */
const DEFAULT_MODEL = 'default-model';

type ModelPickerProps = {
  conversationId: string;
  /** Opened from elsewhere, for example by an error's "Choose model". */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** The model that answers in a conversation, and its agent where there is more than one. */
export function ModelPicker({ conversationId, open, onOpenChange }: ModelPickerProps) {
  const agents = useAgents((state) => state.agents);
  const agentId = useConversations((state) => state.byId[conversationId]?.agentId);
  const model = useConversations((state) => state.byId[conversationId]?.model ?? null);
  const [openHere, setOpenHere] = useState(false);
  if (agentId === undefined) return null;

  const agent = agents.find(({ id }) => id === agentId);
  const setOpen = (next: boolean) => {
    setOpenHere(next);
    onOpenChange?.(next);
  };
  return (
    <DropdownMenu
      open={open ?? openHere}
      onOpenChange={setOpen}
      trigger={<SettingChip name="Model" value={modelName(agent, model)} icon={<Sparkle aria-hidden />} />}
      entries={[
        ...(agents.length > 1 ? agentEntries(agents, agentId, conversationId) : []),
        ...(agent === undefined
          ? [{ type: 'label' as const, label: 'Its agent is not installed' }]
          : modelEntries(agent, model, conversationId)),
      ]}
    />
  );
}

function agentEntries(agents: AgentDescriptor[], agentId: string, conversationId: string): MenuEntry[] {
  return [
    {
      type: 'radio',
      label: 'Agent',
      value: agentId,
      options: agents.map(({ id, name, description }) => ({ value: id, label: name, description })),
      // A model belongs to its agent: the new one starts with its default.
      onChange: (next) => void updateConversation(conversationId, { agentId: next, model: null }),
    },
    { type: 'separator' },
  ];
}

function modelEntries(agent: AgentDescriptor, model: string | null, conversationId: string): MenuEntry[] {
  const listed = agent.models.map(({ id, name, description }) => ({
    value: id,
    label: name,
    ...(description !== undefined && { description }),
  }));
  const isUnlisted = model !== null && !agent.models.some(({ id }) => id === model);
  return [
    {
      type: 'radio',
      label: `${agent.name} model`,
      value: model ?? DEFAULT_MODEL,
      options: [
        { value: DEFAULT_MODEL, label: 'Default', description: modelName(agent, null) },
        ...listed,
        ...(isUnlisted ? [{ value: model, label: model }] : []),
      ],
      onChange: (next) => void updateConversation(conversationId, { model: next === DEFAULT_MODEL ? null : next }),
    },
  ];
}
