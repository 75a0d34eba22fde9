import { Contrast, Monitor, Moon, Sun } from 'lucide-react';
import type { LanguageSetting } from '#protocol/language.ts';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { Select } from '../../components/select.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { SettingRow } from './setting-row.tsx';

const THEMES = [
  { value: 'system', label: strings.settings.themeSystem, icon: <Monitor aria-hidden /> },
  { value: 'light', label: strings.settings.themeLight, icon: <Sun aria-hidden /> },
  { value: 'dark', label: strings.settings.themeDark, icon: <Moon aria-hidden /> },
] as const;

const CONTRASTS = [
  { value: 'system', label: strings.settings.themeSystem, icon: <Monitor aria-hidden /> },
  { value: 'high', label: strings.settings.contrastHigh, icon: <Contrast aria-hidden /> },
] as const;

/** Each under its own name: who can't read the present language must find theirs. */
const LANGUAGES: { value: LanguageSetting; label: string }[] = [
  { value: 'system', label: strings.settings.languageSystem },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

export function AppearanceSection() {
  const { theme, contrast, language } = useSettings((state) => state.settings);
  const errors = useSettings((state) => state.errors);
  return (
    <>
      <SettingRow label={strings.settings.theme} hint={strings.settings.themeHint} error={errors.theme?.message}>
        <SegmentedControl
          label={strings.settings.theme}
          value={theme}
          options={THEMES}
          onChange={(next) => void changeSetting('theme', next)}
        />
      </SettingRow>
      <SettingRow label={strings.settings.contrast} hint={strings.settings.contrastHint} error={errors.contrast?.message}>
        <SegmentedControl
          label={strings.settings.contrast}
          value={contrast}
          options={CONTRASTS}
          onChange={(next) => void changeSetting('contrast', next)}
        />
      </SettingRow>
      <Select
        label={strings.settings.language}
        hint={strings.settings.languageHint}
        value={language}
        options={LANGUAGES}
        error={errors.language?.message}
        onChange={(next) => void changeSetting('language', next as LanguageSetting)}
      />
    </>
  );
}
