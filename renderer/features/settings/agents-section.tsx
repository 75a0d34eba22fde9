import type { ApprovalMode } from '#protocol/conversation.ts';
import type { Settings } from '#protocol/ipc.ts';
import { Select } from '../../components/select.tsx';
import { modelName, useAgents } from '../../state/agents-store.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { APPROVAL_MODES, approvalModeWords } from '../conversation-settings/approval-modes.tsx';
import { NumberSetting } from './number-setting.tsx';
import { PythonSetting } from './python-setting.tsx';
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
          label={strings.settings.agentForNew}
          value={defaultAgentId}
          options={agents.map(({ id, name }) => ({ value: id, label: name }))}
          error={errors.defaultAgentId?.message}
          onChange={(next) => void changeSetting('defaultAgentId', next).then(() => changeSetting('defaultModel', null))}
        />
      )}
      <Select
        label={strings.settings.modelForNew}
        value={defaultModel ?? AGENT_DEFAULT}
        options={[
          { value: AGENT_DEFAULT, label: strings.settings.defaultModel(modelName(agent, null)) },
          ...(agent?.models ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        error={errors.defaultModel?.message}
        onChange={(next) => void changeSetting('defaultModel', next === AGENT_DEFAULT ? null : next)}
      />
      <Select
        label={strings.settings.approvalModeForNew}
        value={defaultApprovalMode}
        options={APPROVAL_MODES.map(({ value, label }) => ({ value, label }))}
        hint={strings.settings.eachCanHaveOwn(approvalModeWords(defaultApprovalMode).description)}
        error={errors.defaultApprovalMode?.message}
        onChange={(next) => void changeSetting('defaultApprovalMode', next as ApprovalMode)}
      />
      <Select
        label={strings.settings.whenClosed}
        value={closeWindow}
        options={[
          { value: 'ask', label: strings.settings.ask },
          { value: 'keep-in-tray', label: strings.settings.keepInTray },
          { value: 'quit', label: strings.settings.quit },
        ]}
        hint={strings.settings.whenClosedHint}
        error={errors.closeWindow?.message}
        onChange={(next) => void changeSetting('closeWindow', next as Settings['closeWindow'])}
      />
      <div className={styles.pair}>
        <NumberSetting name="idleStopMinutes" label={strings.settings.stopIdle} min={1} max={1440} hint={strings.settings.stopIdleHint} />
        <NumberSetting
          name="turnDeadlineSeconds"
          label={strings.settings.giveUpTurn}
          min={10}
          max={3600}
          hint={strings.settings.giveUpTurnHint}
        />
        <NumberSetting
          name="maxLiveAgents"
          label={strings.settings.agentsAtOnce}
          min={1}
          max={200}
          emptyWords={strings.settings.fromMemory}
          hint={strings.settings.agentsAtOnceHint}
        />
      </div>
      <PythonSetting />
    </>
  );
}
