import type { Scene } from './scene.ts';
import { makeRepository } from './worktree-project.ts';

const scene: Scene = {
  name: 'worktree-create',
  async show({ app, newConversation, page }, { projectFolder }) {
    makeRepository(projectFolder);
    await app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await newConversation();
    await page.getByRole('button', { name: 'Choose folder' }).first().click();
    await page.getByRole('button', { name: /^Project folder:/ }).click();
    await page.getByRole('menuitem', { name: /Work in a new worktree/ }).click();
    await page.getByRole('textbox', { name: 'Name of the branch' }).fill('main');
    await page.getByRole('button', { name: 'Make worktree' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
  },
};

export default scene;
