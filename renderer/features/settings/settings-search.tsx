import { Search } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { jumpToSetting } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { type FoundSetting, findSettings } from './setting-index.ts';
import styles from './settings-search.module.css';

/** The results' buttons, in their order. */
const RESULT = '[data-setting-result]';

type SettingsSearchProps = {
  text: string;
  onChange: (text: string) => void;
  results: RefObject<HTMLElement | null>;
};

/** Looks for a setting by any word for it. Enter goes to the first, arrow down to the list. */
export function SettingsSearch({ text, onChange, results }: SettingsSearchProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || text === '') return;
    const first = results.current?.querySelector<HTMLElement>(RESULT);
    if (event.key === 'Escape') onChange('');
    else if (event.key === 'ArrowDown') first?.focus();
    else if (event.key === 'Enter') first?.click();
    else return;
    event.preventDefault();
  };
  return (
    <search className={styles.search} {...(text !== '' && { 'data-takes-escape': true })}>
      <Search size={14} strokeWidth={1.5} aria-hidden />
      <input
        className={styles.input}
        type="text"
        aria-label={strings.settings.search}
        placeholder={strings.settings.search}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </search>
  );
}

type SettingsResultsProps = { text: string; onLeave: () => void };

/** What fits; each leads to its place. */
export function SettingsResults({ text, onLeave }: SettingsResultsProps) {
  const found = findSettings(text);
  const open = ({ section, label }: FoundSetting) => {
    onLeave();
    jumpToSetting(section, label);
  };
  if (found.length === 0) return <p role="status">{strings.settings.noneFits(text.trim())}</p>;
  return (
    <ul className={styles.results} aria-label={strings.settings.found} onKeyDown={moveWithArrows}>
      {found.map((setting) => (
        <li key={`${setting.section} ${setting.label}`}>
          <button type="button" data-setting-result className={styles.result} onClick={() => open(setting)}>
            <span className={styles.label}>{setting.label}</span>
            <span className={styles.section}>{setting.sectionTitle}</span>
            {setting.hint !== '' && <span className={styles.hint}>{setting.hint}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(RESULT)];
  const next = buttons.findIndex((button) => button.matches(':focus')) + step;
  buttons[Math.max(0, Math.min(buttons.length - 1, next))]?.focus();
}
