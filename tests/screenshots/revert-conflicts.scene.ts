import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'revert-conflicts',
  async show(window, { api, projectFolder }) {
    const file = (name: string) => join(projectFolder, 'src', name);
    mkdirSync(join(projectFolder, 'src'));
    writeFileSync(file('prices.ts'), 'export const TAX = 0.2;\nexport const TEA = 3;\nexport const CAKE = 5;\n');
    await window.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await window.newConversation();
    await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
    await window.page.getByRole('button', { name: /^Approval mode:/ }).click();
    await window.page.getByRole('menuitemradio', { name: /Never ask/ }).click();
    api.reply(
      callTools(
        {
          name: 'replace',
          args: { file_path: 'src/prices.ts', instruction: 'change it', old_string: 'TAX = 0.2', new_string: 'TAX = 0.25' },
        },
        { name: 'write_file', args: { file_path: 'src/offers.ts', content: 'export const offers = [];\n' } },
      ),
      say('The tax is new, and offers have a file.'),
    );
    await window.ask('Raise the tax and make room for offers', 'offers have a file');
    appendFileSync(file('prices.ts'), 'export const JUICE = 4;\n');
    await window.page.getByRole('button', { name: 'Changes', exact: true }).click();
    const changes = window.page.getByRole('tabpanel', { name: 'Changes' });
    await changes
      .getByRole('button', { name: /^Revert/ })
      .first()
      .click();
    await window.page.getByRole('dialog', { name: /changed since/ }).waitFor();
  },
};

export default scene;
