import { ChevronDown, CircleHelp } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { Popover } from '../../components/popover.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './filter-bar.module.css';
import type { FilterMenu } from './filter-menus.ts';

/** Menus that narrow the search, and how the same is typed. */
export function FilterBar({ menus, onClosed }: { menus: readonly FilterMenu[]; onClosed: () => void }) {
  return (
    <fieldset className={styles.bar} aria-label={strings.search.filters}>
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
        label={strings.search.howToType}
        align="end"
        trigger={<IconButton size="small" label={strings.search.howToType} icon={<CircleHelp size={16} strokeWidth={1.5} aria-hidden />} />}
      >
        <FilterHelp />
      </Popover>
    </fieldset>
  );
}

const HELP = [
  ['parser error', strings.search.helpWords],
  ['"parser error"', strings.search.helpPhrase],
  ['role:me', strings.search.helpRole],
  ['in:web', strings.search.helpIn],
  ['agent:gemini', strings.search.helpAgent],
  ['chat:this', strings.search.helpChat],
  ['after:2026-01-31', strings.search.helpAfter],
  ['is:archived', strings.search.helpIs],
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
