import { hasHiddenCharacters, visibleRuns } from '#protocol/visible-characters.ts';
import { strings } from '../../strings/strings.ts';
import styles from './visible-text.module.css';

/** Text in which hidden and bidirectional characters show as small escapes. */
export function VisibleText({ children }: { children: string }) {
  if (!hasHiddenCharacters(children)) return children;
  return visibleRuns(children).map((run, index) =>
    run.type === 'text' ? (
      run.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place.
      <span key={index} className={styles.hidden} title={strings.markdown.hiddenCharacter}>
        {run.escape}
      </span>
    ),
  );
}
