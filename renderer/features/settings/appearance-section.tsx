import { Monitor, Moon, Sun } from 'lucide-react';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { SettingRow } from './setting-row.tsx';

const THEMES = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
] as const;

export function AppearanceSection() {
  const theme = useSettings((state) => state.settings.theme);
  const error = useSettings((state) => state.errors.theme);
  return (
    <SettingRow label="Theme" hint="System follows your desktop, also for high contrast and reduced motion." error={error?.message}>
      <SegmentedControl label="Theme" value={theme} options={THEMES} onChange={(next) => void changeSetting('theme', next)} />
    </SettingRow>
  );
}
