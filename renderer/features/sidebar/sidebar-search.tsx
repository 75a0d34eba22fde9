import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { focusMessageField } from '../../state/focus.ts';
import { strings } from '../../strings/strings.ts';
import styles from './sidebar-search.module.css';

type SidebarSearchProps = {
  ref: Ref<HTMLInputElement>;
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** Arrow down: into the list. */
  onLeaveDown: () => void;
  /** Enter: the first match. */
  onOpenFirst: () => void;
};

/** Filters the sidebar by title as one types. */
export function SidebarSearch({ ref, label, text, onChange, onLeaveDown, onOpenFirst }: SidebarSearchProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onLeaveDown();
    }
    if (event.key === 'Enter') {
      // The composer of the conversation opened takes the focus at once, and would take this key's line break too.
      event.preventDefault();
      onOpenFirst();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (text === '') focusMessageField();
      else onChange('');
    }
  };
  return (
    <search className={styles.search}>
      <Search className={styles.icon} size={14} strokeWidth={1.5} aria-hidden />
      <input
        ref={ref}
        className={styles.input}
        type="text"
        aria-label={label}
        placeholder={label}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <span className={styles.clear}>
          <IconButton
            size="small"
            label={strings.sidebar.clearSearch}
            shortcut="escape"
            icon={<X aria-hidden />}
            onClick={() => onChange('')}
          />
        </span>
      )}
    </search>
  );
}
