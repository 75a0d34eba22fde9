import { join } from 'node:path';
import { seedDatabase } from '#tests/support/app/seed-database.ts';
import type { Scene } from './scene.ts';
import { addWork, git, makeRepository } from './worktree-project.ts';

const scene: Scene = {
  name: 'kept-worktrees',
  prepare(dataFolder) {
    const repository = join(dataFolder, 'shop');
    makeRepository(repository);
    seedDatabase(dataFolder, ({ worktrees }) => {
      for (const branch of ['agent/summer-offers', 'agent/a-branch-that-was-named-after-a-very-long-first-prompt-of-somebody']) {
        const folder = join(dataFolder, 'worktrees', branch.slice(6, 12), 'shop');
        git(repository, 'worktree', 'add', '-q', '-b', branch, folder);
        addWork(folder);
        worktrees.add({ conversationId: branch.slice(6, 12), repository, projectFolder: repository, folder, branch, baseCommit: 'HEAD' });
      }
    });
  },
  async show({ page }) {
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('tab', { name: 'Data' }).click();
    const kept = page.getByRole('region', { name: 'Kept worktrees' });
    await kept.scrollIntoViewIfNeeded();
  },
};

export default scene;
