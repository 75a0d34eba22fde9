import { useEffect, useState } from 'react';
import { toAccelerator } from '#protocol/chords.ts';
import { COMMANDS, keysOf } from '#protocol/commands.ts';
import { SUGGESTED_QUICK_KEYS } from '#protocol/quick-composer.ts';
import { invoke, listen } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { SettingRow } from '../settings/setting-row.tsx';
import { ChordRecorder } from './chord-recorder.tsx';
import { whyNotUsable } from './own-shortcuts.ts';
import styles from './shortcuts-section.module.css';

const set = (keys: string | null) => void changeSetting('quickComposerKeys', keys);

/** The keys that bring up the quick composer from anywhere: none until the person chooses some, and what the system says to them. */
export function QuickComposerKeys() {
  const keys = useSettings((state) => state.settings.quickComposerKeys);
  const saveError = useSettings((state) => state.errors.quickComposerKeys);
  const [problem, setProblem] = useState<string | null>(null);
  const [isRecording, setIsRecording] = useState(false);
  useEffect(() => {
    reportErrors(invoke('quickComposer.hotkey').then((state) => setProblem(state.problem)));
    return listen('quickComposer.hotkeyChanged', (state) => setProblem(state.problem));
  }, []);

  return (
    <SettingRow
      label={strings.quickComposer.fromAnywhere}
      hint={strings.quickComposer.hint}
      error={saveError?.message ?? problem ?? undefined}
    >
      {isRecording ? (
        <ChordRecorder
          subject={strings.quickComposer.name}
          whyNot={whyNotGlobal}
          onRecord={(chord) => {
            setIsRecording(false);
            set(chord);
          }}
          onCancel={() => setIsRecording(false)}
        />
      ) : (
        <div className={styles.keys}>
          {keys !== null && <Kbd shortcut={keys} />}
          {keys === null && (
            <Button size="small" onClick={() => set(SUGGESTED_QUICK_KEYS)}>
              {strings.quickComposer.use} <Kbd shortcut={SUGGESTED_QUICK_KEYS} />
            </Button>
          )}
          <Button size="small" onClick={() => setIsRecording(true)}>
            {keys === null ? strings.quickComposer.otherKeys : strings.quickComposer.change}
          </Button>
          {keys !== null && (
            <Button size="small" onClick={() => set(null)}>
              {strings.quickComposer.turnOff}
            </Button>
          )}
        </div>
      )}
    </SettingRow>
  );
}

/** What is taken from every other program has to be chosen with more care than what is taken in one window. */
function whyNotGlobal(chord: string): string | null {
  const reason = whyNotUsable(chord);
  if (reason !== null) return reason;
  if (toAccelerator(chord) === null) return strings.quickComposer.unknownKeys;
  const { shortcuts } = useSettings.getState().settings;
  const owner = COMMANDS.find(({ id }) => keysOf(shortcuts, id).includes(chord));
  return owner === undefined ? null : strings.quickComposer.keysOf(strings.commands.titles[owner.id]);
}
