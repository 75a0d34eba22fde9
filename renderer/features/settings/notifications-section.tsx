import type { Settings } from '#protocol/ipc.ts';
import { Select } from '../../components/select.tsx';
import { Switch } from '../../components/switch.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';

/** What the desktop says while one looks elsewhere. */
export function NotificationsSection() {
  const { notifyNeedsApproval, notifyFinished, notifyFailed } = useSettings((state) => state.settings);
  const errors = useSettings((state) => state.errors);
  return (
    <>
      <Switch
        label={strings.settings.needsApproval}
        hint={strings.settings.needsApprovalHint}
        checked={notifyNeedsApproval}
        onChange={(next) => void changeSetting('notifyNeedsApproval', next)}
      />
      <Switch label={strings.settings.turnFailed} checked={notifyFailed} onChange={(next) => void changeSetting('notifyFailed', next)} />
      <Select
        label={strings.settings.turnFinished}
        value={notifyFinished}
        options={[
          { value: 'long', label: strings.settings.afterHalfMinute },
          { value: 'always', label: strings.settings.always },
          { value: 'never', label: strings.settings.never },
        ]}
        error={errors.notifyFinished?.message}
        onChange={(next) => void changeSetting('notifyFinished', next as Settings['notifyFinished'])}
      />
    </>
  );
}
