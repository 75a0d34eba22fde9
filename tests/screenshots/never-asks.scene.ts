import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'never-asks',
  async show(window, { api, projectFolder }) {
    await window.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await window.newConversation();
    await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
    await window.page.getByRole('button', { name: /^Approval mode:/ }).click();
    await window.page.getByRole('menuitemradio', { name: /Never ask/ }).click();
    api.reply(callTools({ name: 'run_shell_command', args: { command: 'echo 1 > built.txt' } }), say('The build is there.'));
    await window.ask('Build it', 'The build is there.');
    await window.composer.fill('And now publish it');
  },
};

export default scene;
