import { type KeyboardEvent, useEffect, useState } from 'react';
import type { z } from 'zod';
import type { Settings } from '#protocol/ipc.ts';
import { TextField } from '../../components/text-field.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';

type TextSettingName = 'proxyUrl' | 'noProxy';

type TextSettingProps<Name extends TextSettingName> = {
  name: Name;
  label: string;
  hint: string;
  placeholder: string;
  /** What may stand in it; its message is shown where something else does. */
  schema: z.ZodType<string>;
  /** What an empty field means. */
  empty: Settings[Name];
};

/** A text among the settings. Saved when one leaves the field or presses Enter: half an address is none. */
export function TextSetting<Name extends TextSettingName>({ name, label, hint, placeholder, schema, empty }: TextSettingProps<Name>) {
  const saved = useSettings((state) => state.settings[name]);
  const saveError = useSettings((state) => state.errors[name]);
  const [text, setText] = useState<string>(saved ?? '');
  useEffect(() => setText(saved ?? ''), [saved]);
  const trimmed = text.trim();
  const parsed = trimmed === '' ? null : schema.safeParse(trimmed);
  const problem = parsed?.success === false ? (parsed.error.issues[0]?.message ?? strings.settings.cannotBeUsed) : undefined;
  const [isLeft, setIsLeft] = useState(false);

  const save = () => {
    setIsLeft(true);
    if (problem !== undefined) return;
    const next = (trimmed === '' ? empty : trimmed) as Settings[Name];
    if (next !== saved) void changeSetting(name, next);
  };
  return (
    <TextField
      label={label}
      hint={hint}
      placeholder={placeholder}
      value={text}
      // While one types an address it is wrong until it is whole.
      error={isLeft ? (problem ?? saveError?.message) : saveError?.message}
      onChange={(event) => {
        setText(event.target.value);
        setIsLeft(false);
      }}
      onBlur={save}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) save();
      }}
    />
  );
}
