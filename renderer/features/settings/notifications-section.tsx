import type { Settings } from '#protocol/ipc.ts';
import { Select } from '../../components/select.tsx';
import { Switch } from '../../components/switch.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';

/** What the desktop says while one looks elsewhere. */
export function NotificationsSection() {
  const { notifyNeedsApproval, notifyFinished, notifyFailed } = useSettings((state) => state.settings);
  const errors = useSettings((state) => state.errors);
  return (
    <>
      <Switch
        label="An agent needs your approval"
        hint="Nothing is shown for the conversation you are looking at."
        checked={notifyNeedsApproval}
        onChange={(next) => void changeSetting('notifyNeedsApproval', next)}
      />
      <Switch
        label="A turn failed or was interrupted"
        checked={notifyFailed}
        onChange={(next) => void changeSetting('notifyFailed', next)}
      />
      <Select
        label="A turn finished"
        value={notifyFinished}
        options={[
          { value: 'long', label: 'When it took half a minute or longer' },
          { value: 'always', label: 'Always' },
          { value: 'never', label: 'Never' },
        ]}
        error={errors.notifyFinished?.message}
        onChange={(next) => void changeSetting('notifyFinished', next as Settings['notifyFinished'])}
      />
    </>
  );
}
