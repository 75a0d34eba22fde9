/** Stands in for simple-git, which the SDK uses for checkpoints; they are off in the bridge. */
import { unused } from './unused.ts';

export const CheckRepoActions = { IS_REPO_ROOT: 'is-repo-root' } as const;
export const simpleGit = (): never => unused('Checkpointing');
