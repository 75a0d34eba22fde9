import { GitBranch } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './kept-worktrees.module.css';
import { continueInKept, inspectKept, loadKept, useKeptWorktrees } from './kept-worktrees-store.ts';

/** Worktrees with work in them whose conversations are gone. Shows nothing where there is none. */
export function KeptWorktrees() {
  const worktrees = useKeptWorktrees((state) => state.worktrees);
  useEffect(() => void loadKept(), []);
  if (worktrees.length === 0) return null;
  return (
    <section className={styles.section} aria-label={strings.worktree.keptTitle}>
      <h4 className={styles.title}>{strings.worktree.keptTitle}</h4>
      <p className={styles.quiet}>{strings.worktree.keptHint}</p>
      <ul className={styles.list}>
        {worktrees.map((worktree) => (
          <li key={worktree.id} className={styles.item}>
            <GitBranch className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />
            <span className={styles.words}>
              <span className={styles.branch}>
                <VisibleText>{worktree.branch}</VisibleText>
              </span>
              <span className={styles.where} title={worktree.folder}>
                <VisibleText>{worktree.projectFolder}</VisibleText>
              </span>
            </span>
            <Button size="small" aria-label={strings.worktree.continueNamed(worktree.branch)} onClick={() => void continueInKept(worktree)}>
              {strings.worktree.continue}
            </Button>
            <Button size="small" aria-label={strings.worktree.removeNamed(worktree.branch)} onClick={() => void inspectKept(worktree)}>
              {strings.worktree.remove}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
