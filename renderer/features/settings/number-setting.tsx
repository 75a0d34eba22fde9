import { useEffect, useState } from 'react';
import { TextField } from '../../components/text-field.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { parseWholeNumber } from './whole-number.ts';

type NumberSettingProps = {
  name: 'idleStopMinutes' | 'turnDeadlineSeconds';
  label: string;
  unit: string;
  min: number;
  max: number;
  hint: string;
};

/** A number among the settings. Saved as soon as what stands in the field is one. */
export function NumberSetting({ name, label, unit, min, max, hint }: NumberSettingProps) {
  const saved = useSettings((state) => state.settings[name]);
  const saveError = useSettings((state) => state.errors[name]);
  const [text, setText] = useState(String(saved));
  // Changed elsewhere, or taken back because it could not be saved; not while what is typed means the same.
  useEffect(() => setText((current) => (Number(current) === saved ? current : String(saved))), [saved]);

  const parsed = parseWholeNumber(text, min, max);
  return (
    <TextField
      label={`${label} (${unit})`}
      inputMode="numeric"
      value={text}
      error={parsed.ok ? saveError?.message : parsed.error}
      hint={hint}
      onChange={(event) => {
        setText(event.target.value);
        const next = parseWholeNumber(event.target.value, min, max);
        if (next.ok && next.value !== saved) void changeSetting(name, next.value);
      }}
    />
  );
}
