import { Monitor, Moon, Sun } from 'lucide-react';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { SettingRow } from './setting-row.tsx';

const THEMES = [
  { value: 'system', label: strings.settings.themeSystem, icon: <Monitor aria-hidden /> },
  { value: 'light', label: strings.settings.themeLight, icon: <Sun aria-hidden /> },
  { value: 'dark', label: strings.settings.themeDark, icon: <Moon aria-hidden /> },
] as const;

export function AppearanceSection() {
  const theme = useSettings((state) => state.settings.theme);
  const error = useSettings((state) => state.errors.theme);
  return (
    <SettingRow label={strings.settings.theme} hint={strings.settings.themeHint} error={error?.message}>
      <SegmentedControl
        label={strings.settings.theme}
        value={theme}
        options={THEMES}
        onChange={(next) => void changeSetting('theme', next)}
      />
    </SettingRow>
  );
}
