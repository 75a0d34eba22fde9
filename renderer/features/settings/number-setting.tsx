import { useEffect, useState } from 'react';
import type { Settings } from '#protocol/ipc.ts';
import { TextField } from '../../components/text-field.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { parseWholeNumber } from './whole-number.ts';

type NumberSettingName = 'idleStopMinutes' | 'turnDeadlineSeconds' | 'maxLiveAgents';

type NumberSettingProps<Name extends NumberSettingName> = {
  name: Name;
  label: string;
  min: number;
  max: number;
  hint: string;
} & (null extends Settings[Name]
  ? {
      /** What an empty field means, shown in it. */
      emptyWords: string;
    }
  : { emptyWords?: never });

const asText = (value: number | null) => (value === null ? '' : String(value));

/** A number among the settings. Saved as soon as what stands in the field is one. */
export function NumberSetting<Name extends NumberSettingName>({ name, label, min, max, hint, emptyWords }: NumberSettingProps<Name>) {
  const saved = useSettings((state) => state.settings[name]);
  const saveError = useSettings((state) => state.errors[name]);
  const [text, setText] = useState(asText(saved));
  const limits = { min, max, emptyIsNull: emptyWords !== undefined };
  // Changed elsewhere, or taken back because it could not be saved; what is typed stays while it means the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another saved value may replace what is being typed.
  useEffect(() => {
    const typed = parseWholeNumber(text, limits);
    if (typed.ok && typed.value !== saved) setText(asText(saved));
  }, [saved]);

  const parsed = parseWholeNumber(text, limits);
  return (
    <TextField
      label={label}
      inputMode="numeric"
      value={text}
      placeholder={emptyWords ?? ''}
      error={parsed.ok ? saveError?.message : parsed.error}
      hint={hint}
      onChange={(event) => {
        setText(event.target.value);
        const next = parseWholeNumber(event.target.value, limits);
        // Null comes only where the setting takes it, see `emptyWords`.
        if (next.ok && next.value !== saved) void changeSetting(name, next.value as Settings[Name]);
      }}
    />
  );
}
