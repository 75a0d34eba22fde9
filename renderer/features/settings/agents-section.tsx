import type { ApprovalMode } from '#protocol/conversation.ts';
import type { Settings } from '#protocol/ipc.ts';
import { Select } from '../../components/select.tsx';
import { modelName, useAgents } from '../../state/agents-store.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { APPROVAL_MODES, approvalModeWords } from '../conversation-settings/approval-modes.tsx';
import { NumberSetting } from './number-setting.tsx';
import styles from './settings-dialog.module.css';

/** Stands for null: the agent's own default. */
const AGENT_DEFAULT = '';

/** What a new conversation starts with, and how long agents are kept and waited for. */
export function AgentsSection() {
  const { defaultAgentId, defaultModel, defaultApprovalMode, closeWindow } = useSettings((state) => state.settings);
  const errors = useSettings((state) => state.errors);
  const agents = useAgents((state) => state.agents);
  const agent = agents.find(({ id }) => id === defaultAgentId);

  return (
    <>
      {agents.length > 1 && (
        <Select
          label="Agent for new conversations"
          value={defaultAgentId}
          options={agents.map(({ id, name }) => ({ value: id, label: name }))}
          error={errors.defaultAgentId?.message}
          onChange={(next) => void changeSetting('defaultAgentId', next).then(() => changeSetting('defaultModel', null))}
        />
      )}
      <Select
        label="Model for new conversations"
        value={defaultModel ?? AGENT_DEFAULT}
        options={[
          { value: AGENT_DEFAULT, label: `Default (${modelName(agent, null)})` },
          ...(agent?.models ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        error={errors.defaultModel?.message}
        onChange={(next) => void changeSetting('defaultModel', next === AGENT_DEFAULT ? null : next)}
      />
      <Select
        label="Approval mode for new conversations"
        value={defaultApprovalMode}
        options={APPROVAL_MODES.map(({ value, label }) => ({ value, label }))}
        hint={`${approvalModeWords(defaultApprovalMode).description}. Each conversation can have its own.`}
        error={errors.defaultApprovalMode?.message}
        onChange={(next) => void changeSetting('defaultApprovalMode', next as ApprovalMode)}
      />
      <Select
        label="When the window is closed"
        value={closeWindow}
        options={[
          { value: 'ask', label: 'Ask' },
          { value: 'keep-in-tray', label: 'Keep agents running in the tray' },
          { value: 'quit', label: 'Quit and stop all agents' },
        ]}
        hint="On a desktop without a tray, closing the window quits."
        error={errors.closeWindow?.message}
        onChange={(next) => void changeSetting('closeWindow', next as Settings['closeWindow'])}
      />
      <div className={styles.pair}>
        <NumberSetting
          name="idleStopMinutes"
          label="Stop idle agents after (minutes)"
          min={1}
          max={1440}
          hint="The conversation goes on with your next message."
        />
        <NumberSetting
          name="turnDeadlineSeconds"
          label="Give up a turn after (seconds)"
          min={10}
          max={3600}
          hint="Counted while nothing arrives at all."
        />
        <NumberSetting
          name="maxLiveAgents"
          label="Agents running at once, at most"
          min={1}
          max={200}
          emptyWords="Chosen from this computer’s memory"
          hint="The one idle for longest makes room for another."
        />
      </div>
    </>
  );
}
