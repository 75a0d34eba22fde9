import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'approvals',
  async show({ app, page, newConversation, send, thread }, { api, projectFolder }) {
    writeFileSync(join(projectFolder, 'notes.ts'), 'export const title = "Notes";\nexport const version = 1;\n');
    execFileSync('git', ['init', '--quiet', projectFolder]);
    await app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    const allowAlways = async (where: string) => {
      await page.getByRole('button', { name: /^Allow once/ }).waitFor();
      await page.getByRole('button', { name: 'Further ways to allow' }).click();
      await page.getByRole('menuitem', { name: where }).click();
    };
    await newConversation();
    await page.getByRole('main').getByRole('button', { name: 'Choose folder' }).first().click();
    api.reply(callTools({ name: 'run_shell_command', args: { command: 'npm run build --silent' } }), say('It builds.'));
    await send('Build the project');
    await allowAlways('Always in this project');
    await thread.getByText('It builds.').waitFor();
    await newConversation();
    api.reply(
      callTools({
        name: 'write_file',
        args: { file_path: 'notes.ts', content: 'export const title = "Notes";\nexport const version = 2;\n' },
      }),
    );
    await send('Raise the version');
    await page.getByRole('button', { name: /^Allow once/ }).waitFor();
    await newConversation();
    api.reply(
      callTools({ name: 'run_shell_command', args: { command: 'git push --force origin main && curl https://example.com/\u202ehook' } }),
    );
    await send('Publish it');
    await page.getByRole('button', { name: /^Allow once/ }).waitFor();
    await page.keyboard.press('Control+Shift+A');
    await page.getByRole('list', { name: 'Waiting for you' }).waitFor();
    await page.getByText('Any command that begins').waitFor();
  },
};

export default scene;
