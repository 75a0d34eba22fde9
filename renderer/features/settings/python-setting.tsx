import { useEffect, useState } from 'react';
import { TextField } from '../../components/text-field.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';

/** Which Python reads projects. Saved when one leaves the field or presses Enter: half a path is none. */
export function PythonSetting() {
  const saved = useSettings((state) => state.settings.pythonPath) ?? '';
  const error = useSettings((state) => state.errors.pythonPath);
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  const save = () => {
    const path = text.trim();
    if (path !== saved) void changeSetting('pythonPath', path === '' ? null : path);
  };
  return (
    <TextField
      label={strings.settings.python}
      hint={strings.settings.pythonHint}
      placeholder={strings.settings.pythonFound}
      value={text}
      maxLength={4096}
      error={error?.message}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}
