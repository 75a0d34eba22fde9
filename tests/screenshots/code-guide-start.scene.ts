import { writeShopProject } from '#tests/support/projects/shop-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-guide-start',
  env: { GEMINI_API_KEY: '' },
  async show({ app, page, newConversation }, { projectFolder }) {
    writeShopProject(projectFolder);
    await app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await newConversation();
    await page.getByRole('main').getByRole('button', { name: 'Choose folder' }).first().click();
    await page.getByRole('heading', { name: /What do you want to know/ }).waitFor();
  },
};

export default scene;
