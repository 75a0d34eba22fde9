import { Sparkle } from 'lucide-react';
import { useState } from 'react';
import type { AgentDescriptor, ConversationPatch } from '#protocol/ipc.ts';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { modelName, useAgents } from '../../state/agents-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import { SettingChip } from './setting-chip.tsx';

/** The value that stands for "whatever the agent takes by default" (null in the contract). */
const DEFAULT_MODEL = 'default-model';

/** No option of a group has it: the conversation is held with another agent. */
const NONE = '';

type ModelPickerProps = {
  conversationId: string;
  /** Opened from elsewhere, for example by an error's "Choose model". */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** Who answers in a conversation: an agent, and the model where it has several. */
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
      trigger={<SettingChip name={strings.conversationSettings.model} value={modelName(agent, model)} icon={<Sparkle aria-hidden />} />}
      entries={[
        ...(agent === undefined ? [{ type: 'label' as const, label: strings.conversationSettings.notInstalled }] : []),
        ...agents.flatMap((each, index): MenuEntry[] => [
          ...(index > 0 ? [{ type: 'separator' as const }] : []),
          agentEntry(each, each.id === agentId ? { model } : null, (patch) => void updateConversation(conversationId, patch)),
        ]),
      ]}
    />
  );
}

/** An agent with its models; `chosen` is null where the conversation is held with another one. */
function agentEntry(
  agent: AgentDescriptor,
  chosen: { model: string | null } | null,
  update: (patch: ConversationPatch) => void,
): MenuEntry {
  const listed = agent.models.map(({ id, name, description }) => ({
    value: id,
    label: name,
    ...(description !== undefined && { description }),
  }));
  const model = chosen?.model ?? null;
  const isUnlisted = model !== null && !agent.models.some(({ id }) => id === model);
  return {
    type: 'radio',
    label: agent.missing === 'credentials' ? strings.conversationSettings.needsKey(agent.name) : agent.name,
    hideLabel: !agent.capabilities.models,
    value: chosen === null ? NONE : (model ?? DEFAULT_MODEL),
    options: agent.capabilities.models
      ? [
          { value: DEFAULT_MODEL, label: strings.conversationSettings.default, description: modelName(agent, null) },
          ...listed,
          ...(isUnlisted ? [{ value: model, label: model }] : []),
        ]
      : [{ value: DEFAULT_MODEL, label: agent.name, description: agent.description }],
    onChange: (next) => update({ ...(chosen === null && { agentId: agent.id }), model: next === DEFAULT_MODEL ? null : next }),
  };
}
