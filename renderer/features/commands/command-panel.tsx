import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Kbd } from '../../components/kbd.tsx';
import { closeDialog } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import searchStyles from '../search/search-dialog.module.css';
import { stepItem } from '../search/search-items.ts';
import styles from './command-panel.module.css';
import { matchingItems, type PaletteItem, paletteItems } from './palette-items.ts';

/** Keys of the commands used last, newest first, until the app ends. */
let lastUsed: readonly string[] = [];
const MAX_LAST_USED = 4;

/** Page keys move by about what is in sight. */
const PAGE = 8;

type CommandPanelProps = {
  /** What was typed behind the `>` already. */
  initialWords: string;
  /** Back to the search: the field was empty and one more letter was deleted. */
  onLeave: () => void;
};

/** The command palette: type a part of what to do, Enter does it. What can't be done now says why. */
export function CommandPanel({ initialWords, onLeave }: CommandPanelProps) {
  const [words, setWords] = useState(initialWords);
  const [activeIndex, setActiveIndex] = useState(0);
  // As things are when it opens: what is offered must not move under the hand.
  const [all] = useState(paletteItems);
  const [usedBefore] = useState(lastUsed);
  const items = useMemo(() => matchingItems(all, words, usedBefore), [all, words, usedBefore]);
  const active = items[Math.min(activeIndex, items.length - 1)];
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const optionId = (item: PaletteItem) => `${listId}-${all.findIndex(({ key }) => key === item.key)}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever became the active one, by key or by what was typed.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined || item.whyNot !== null) return;
    lastUsed = [item.key, ...lastUsed.filter((key) => key !== item.key)].slice(0, MAX_LAST_USED);
    closeDialog();
    // The dialog gives the focus back when it has gone, one timer later; a command that moves the focus comes after that.
    setTimeout(() => setTimeout(item.run));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Partial<Record<string, () => void>> = {
      ArrowDown: () => setActiveIndex(stepItem(activeIndex, 1, items.length)),
      ArrowUp: () => setActiveIndex(stepItem(activeIndex, -1, items.length)),
      PageDown: () => setActiveIndex(Math.max(0, Math.min(items.length - 1, activeIndex + PAGE))),
      PageUp: () => setActiveIndex(Math.max(0, activeIndex - PAGE)),
      Enter: () => choose(active),
      ...(words === '' && { Backspace: onLeave }),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  return (
    <>
      <div className={searchStyles.field}>
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden />
        <input
          className={searchStyles.input}
          type="text"
          // biome-ignore lint/a11y/noAutofocus: the field is what one opens the palette for, also when it takes the search's place.
          autoFocus
          data-dialog-focus
          role="combobox"
          aria-label={strings.commands.name}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={active === undefined ? undefined : optionId(active)}
          aria-autocomplete="list"
          placeholder={strings.commands.placeholder}
          spellCheck={false}
          autoComplete="off"
          maxLength={200}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setActiveIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {items.length > 0 && (
        // The list itself scrolls: the field's arrow keys move through it, so it needs no focus of its own.
        <div ref={list} id={listId} role="listbox" aria-label={strings.commands.name} className={searchStyles.results}>
          {items.map((item, index) => (
            <CommandOption
              key={item.key}
              id={optionId(item)}
              item={item}
              // With something typed the best come first, whatever section they are of.
              showSection={words.trim() === '' && item.section !== items[index - 1]?.section}
              isActive={item === active}
              onPoint={() => setActiveIndex(index)}
              onChoose={() => choose(item)}
            />
          ))}
        </div>
      )}
      {items.length === 0 && (
        <p className={searchStyles.none} role="status">
          {strings.commands.nothingFits(words.trim())}
        </p>
      )}
      <footer className={searchStyles.footer} aria-hidden>
        <span>
          <Kbd shortcut="up" /> <Kbd shortcut="down" /> {strings.commands.toMove}
        </span>
        <span>
          <Kbd shortcut="enter" /> {strings.commands.toRun}
        </span>
        <span>
          <Kbd shortcut="backspace" /> {strings.commands.toSearch}
        </span>
        <span>
          <Kbd shortcut="escape" /> {strings.commands.toClose}
        </span>
      </footer>
    </>
  );
}

type CommandOptionProps = {
  id: string;
  item: PaletteItem;
  showSection: boolean;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
};

function CommandOption({ id, item, showSection, isActive, onPoint, onChoose }: CommandOptionProps) {
  return (
    <>
      {showSection && (
        <div className={styles.section} role="presentation">
          {item.section}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, as in every combobox. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option. */}
      <div
        id={id}
        role="option"
        aria-selected={isActive}
        aria-disabled={item.whyNot !== null}
        className={styles.option}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        <span className={styles.title}>{item.title}</span>
        {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
        <span className={styles.end}>
          {item.whyNot !== null && <span className={styles.reason}>{item.whyNot}</span>}
          {item.shortcut !== undefined && <Kbd shortcut={item.shortcut} />}
        </span>
      </div>
    </>
  );
}
