import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';
import { addWork, makeRepository } from './worktree-project.ts';

const scene: Scene = {
  name: 'worktree-loss',
  async show({ app, newConversation, page }, { dataFolder, projectFolder }) {
    makeRepository(projectFolder);
    await app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await newConversation();
    await page.getByRole('button', { name: 'Choose folder' }).first().click();
    const folderChip = page.getByRole('button', { name: /^Project folder:/ });
    await folderChip.click();
    await page.getByRole('menuitem', { name: /Work in a new worktree/ }).click();
    await page.getByRole('textbox', { name: 'Name of the branch' }).fill('agent/summer-offers');
    await page.getByRole('button', { name: 'Make worktree' }).click();
    await page.getByText('agent/summer-offers').first().waitFor();
    const worktrees = join(dataFolder, 'worktrees');
    const [own] = readdirSync(worktrees);
    addWork(join(worktrees, own ?? '', 'notes-app'));
    await folderChip.click();
    await page.getByRole('menuitem', { name: /Leave and clean up/ }).click();
    await page.getByRole('dialog', { name: 'This worktree holds work' }).waitFor();
  },
};

export default scene;
