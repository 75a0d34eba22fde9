import { ChevronDown, CircleHelp } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { Popover } from '../../components/popover.tsx';
import styles from './filter-bar.module.css';
import type { FilterMenu } from './filter-menus.ts';

/** Menus that narrow the search, and how the same is typed. */
export function FilterBar({ menus, onClosed }: { menus: readonly FilterMenu[]; onClosed: () => void }) {
  return (
    <fieldset className={styles.bar} aria-label="Filters">
      {menus.map(({ label, chosen, entries }) => (
        <DropdownMenu
          key={label}
          entries={entries}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
          trigger={
            <button
              type="button"
              className={styles.chip}
              data-chosen={chosen !== null || undefined}
              aria-label={`${label}: ${chosen ?? 'any'}`}
            >
              <span className={styles.value}>{chosen ?? label}</span>
              <ChevronDown size={12} strokeWidth={1.5} aria-hidden />
            </button>
          }
        />
      ))}
      <span className={styles.gap} />
      <Popover
        label="How to type filters"
        align="end"
        trigger={<IconButton size="small" label="How to type filters" icon={<CircleHelp size={16} strokeWidth={1.5} aria-hidden />} />}
      >
        <FilterHelp />
      </Popover>
    </fieldset>
  );
}

const HELP = [
  ['parser error', 'both words, in any order; the last may be unfinished'],
  ['"parser error"', 'these words together'],
  ['role:me', 'what you said; role:agent what agents said'],
  ['in:web', 'in projects named web; in:none without a project'],
  ['agent:gemini', 'in conversations with this agent'],
  ['chat:this', 'in the conversation shown'],
  ['after:2026-01-31', 'from this day on; before: and on: likewise, also with a month, a year, today, yesterday'],
  ['is:archived', 'in the archive only; is:active outside of it'],
] as const;

function FilterHelp() {
  return (
    <dl className={styles.help}>
      {HELP.map(([typed, meaning]) => (
        <div key={typed}>
          <dt>
            <code>{typed}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
