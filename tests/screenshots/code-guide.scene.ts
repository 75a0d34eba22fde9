import { expect } from '#tests/support/app/app-window.ts';
import { changeShopProject, writeShopProject } from '#tests/support/projects/shop-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-guide',
  env: { GEMINI_API_KEY: '' },
  async show({ app, page, newConversation, ask, thread }, { projectFolder }) {
    writeShopProject(projectFolder);
    changeShopProject(projectFolder);
    await app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await newConversation();
    await page.getByRole('main').getByRole('button', { name: 'Choose folder' }).first().click();
    await ask('What breaks if I change price?', 'can reach');
    await expect(thread.getByRole('table')).toBeVisible();
  },
};

export default scene;
