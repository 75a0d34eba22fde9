import { strings } from '../strings/strings.ts';
import styles from './kbd.module.css';
import { isMac } from './platform.ts';

const MAC_SYMBOLS: Record<string, string> = {
  mod: '⌘',
  alt: '⌥',
  shift: '⇧',
  enter: '↩',
  escape: strings.keys.escape,
  up: '↑',
  down: '↓',
  delete: '⌦',
  backspace: '⌫',
  ctrl: '⌃',
  left: '←',
  right: '→',
  tab: '⇥',
  space: strings.keys.space,
  pageup: strings.keys.pageUp,
  pagedown: strings.keys.pageDown,
  plus: '+',
};
const OTHER_NAMES: Record<string, string> = {
  mod: strings.keys.control,
  alt: strings.keys.alt,
  shift: strings.keys.shift,
  enter: strings.keys.enter,
  escape: strings.keys.escape,
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  delete: strings.keys.delete,
  backspace: strings.keys.backspace,
  tab: strings.keys.tab,
  space: strings.keys.space,
  home: strings.keys.home,
  end: strings.keys.end,
  insert: strings.keys.insert,
  pageup: strings.keys.pageUp,
  pagedown: strings.keys.pageDown,
  plus: '+',
};

/** The keys of a shortcut such as `mod+k` as this platform writes them. */
export function shortcutKeys(shortcut: string): string[] {
  const names = isMac ? MAC_SYMBOLS : OTHER_NAMES;
  return shortcut.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** A keyboard shortcut, written for this platform. `shortcut`: keys joined by `+`, with `mod` for ⌘ or Ctrl. */
export function Kbd({ shortcut }: { shortcut: string }) {
  return (
    <kbd className={styles.shortcut}>
      {shortcutKeys(shortcut).map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </kbd>
  );
}
