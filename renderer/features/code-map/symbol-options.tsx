import type { IntermapSymbol } from '#protocol/intermap.ts';
import { strings } from '../../strings/strings.ts';
import { KindIcon } from './kind-icon.tsx';
import { baseName } from './model/project-map.ts';
import { shortName } from './model/scene.ts';
import styles from './symbol-options.module.css';

type SymbolOptionsProps = {
  listId: string;
  results: readonly IntermapSymbol[];
  activeIndex: number;
  onHover: (index: number) => void;
  onPick: (symbol: IntermapSymbol) => void;
};

/** Files and definitions as a listbox of the field that has the focus. */
export function SymbolOptions({ listId, results, activeIndex, onHover, onPick }: SymbolOptionsProps) {
  return (
    <div id={listId} role="listbox" aria-label={strings.codeMap.filesAndDefinitions} className={styles.options}>
      {results.map((symbol, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, as in every combobox.
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
        <div
          key={`${symbol.file}:${symbol.line}:${symbol.name}`}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === activeIndex}
          ref={(element) => {
            if (index === activeIndex) element?.scrollIntoView({ block: 'nearest' });
          }}
          className={styles.option}
          // The field must not lose the focus before the click.
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => onHover(index)}
          onClick={() => onPick(symbol)}
        >
          <KindIcon kind={symbol.kind} />
          <span className={styles.name}>{symbol.kind === 'file' ? baseName(symbol.file) : shortName(symbol.name)}</span>
          <span className={styles.path}>{symbol.kind === 'file' ? symbol.file : `${symbol.file}:${symbol.line}`}</span>
        </div>
      ))}
    </div>
  );
}
