import { Pencil, Plus, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { COMMANDS, type Command, keysOf, MAX_KEYS_PER_COMMAND, type OwnShortcuts } from '#protocol/commands.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { TextField } from '../../components/text-field.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { showInfo, showUndo } from '../../state/toasts-store.ts';
import { openShortcuts } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { fuzzyScore } from '../commands/fuzzy-match.ts';
import { ChordRecorder } from './chord-recorder.tsx';
import { assignKeys, isChanged, otherOwner, whyNotUsable, withKeys, withoutOwnKeys } from './own-shortcuts.ts';
import { QuickComposerKeys } from './quick-composer-keys.tsx';
import styles from './shortcuts-section.module.css';

const { titles, sections } = strings.commands;

const save = (next: OwnShortcuts) => void changeSetting('shortcuts', next);

/** Every command with its keys: record others, take them away, bring the usual ones back. */
export function ShortcutsSection() {
  const own = useSettings((state) => state.settings.shortcuts);
  const error = useSettings((state) => state.errors.shortcuts);
  const [words, setWords] = useState('');
  const listed = COMMANDS.filter(
    ({ id, synonyms = '', section }) => fuzzyScore(titles[id], `${synonyms} ${sections[section]}`, words) !== null,
  );
  const hasOwn = COMMANDS.some(({ id }) => isChanged(own, id));

  const resetAll = () => {
    save({});
    showUndo(strings.shortcuts.resetDone, () => save(own));
  };

  return (
    <>
      <div className={styles.head}>
        <div className={styles.find}>
          <TextField
            label={strings.shortcuts.find}
            value={words}
            type="search"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        <Button disabled={!hasOwn} icon={<RotateCcw aria-hidden />} onClick={resetAll}>
          {strings.shortcuts.resetAll}
        </Button>
      </div>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {words === '' && <QuickComposerKeys />}
      {listed.length === 0 && <p className={styles.quiet}>{strings.commands.nothingFits(words.trim())}</p>}
      {[...new Set(listed.map(({ section }) => section))].map((section) => (
        <section key={section} aria-label={sections[section]}>
          <h4 className={styles.title}>{sections[section]}</h4>
          <ul className={styles.list}>
            {listed
              .filter((command) => command.section === section)
              .map((command) => (
                <ShortcutRow key={command.id} command={command} own={own} />
              ))}
          </ul>
        </section>
      ))}
      <p className={styles.quiet}>
        {strings.shortcuts.placeKeys}{' '}
        <button type="button" className={styles.link} onClick={openShortcuts}>
          {strings.shortcuts.showAll}
        </button>
      </p>
    </>
  );
}

function ShortcutRow({ command: { id }, own }: { command: Command; own: OwnShortcuts }) {
  const [recording, setRecording] = useState<'replace' | 'add' | null>(null);
  const title = titles[id];
  const keys = keysOf(own, id);
  const changed = isChanged(own, id);
  // Only a file changed by hand can say so: here the keys are taken from the one that had them.
  const shared = keys.find((chord) => otherOwner(own, id, chord) !== undefined);

  const reset = () => {
    const { next, lost } = withoutOwnKeys(own, id);
    save(next);
    if (lost.length > 0) showInfo(strings.shortcuts.keysTaken);
  };

  return (
    <li className={styles.row} data-changed={changed}>
      <span className={styles.words}>
        {title}
        {shared !== undefined && <span className={styles.error}>{strings.shortcuts.shared}</span>}
      </span>
      {recording !== null ? (
        <ChordRecorder
          subject={title}
          whyNot={whyNotUsable}
          ownerOf={(chord) => {
            const owner = otherOwner(own, id, chord);
            return owner === undefined ? undefined : titles[owner];
          }}
          onRecord={(chord) => {
            setRecording(null);
            save(assignKeys(own, id, chord, recording));
          }}
          onCancel={() => setRecording(null)}
        />
      ) : (
        <>
          <span className={styles.keys}>
            {keys.map((chord) => (
              <Kbd key={chord} shortcut={chord} />
            ))}
            {keys.length === 0 && <span className={styles.none}>{strings.shortcuts.none}</span>}
          </span>
          <span className={styles.actions}>
            {changed && (
              <IconButton
                size="small"
                label={strings.shortcuts.resetOf(title)}
                tooltip={strings.shortcuts.reset}
                icon={<RotateCcw aria-hidden />}
                onClick={reset}
              />
            )}
            {keys.length > 0 && (
              <IconButton
                size="small"
                label={strings.shortcuts.removeOf(title)}
                tooltip={strings.shortcuts.remove}
                icon={<X aria-hidden />}
                onClick={() => save(withKeys(own, id, []))}
              />
            )}
            {keys.length > 0 && keys.length < MAX_KEYS_PER_COMMAND && (
              <IconButton
                size="small"
                label={strings.shortcuts.addFor(title)}
                tooltip={strings.shortcuts.add}
                icon={<Plus aria-hidden />}
                onClick={() => setRecording('add')}
              />
            )}
            <IconButton
              size="small"
              label={strings.shortcuts.changeOf(title)}
              tooltip={strings.shortcuts.changeKeys}
              icon={<Pencil aria-hidden />}
              onClick={() => setRecording('replace')}
            />
          </span>
        </>
      )}
    </li>
  );
}
