import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const scene: Scene = {
  name: 'attachments',
  async show(window, { api, dataFolder }) {
    const folder = join(dataFolder, 'elsewhere');
    mkdirSync(folder, { recursive: true });
    const files = ['orders.csv', 'A contract with a name that is far longer than any chip could show.pdf', 'shot.png', 'tool.bin'].map(
      (name) => join(folder, name),
    ) as [string, string, string, string];
    writeFileSync(files[0], 'id,customer,total\n1,Ada,12.50\n2,Grace,7.00\n');
    writeFileSync(files[1], '%PDF-1.7');
    writeFileSync(files[2], PNG);
    writeFileSync(files[3], Buffer.from([0, 1]));
    await window.newConversation();
    const attached = window.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
    await window.page.locator('input[type=file]').setInputFiles(files.slice(0, 3));
    await attached.nth(2).waitFor();
    api.reply(say('The contract and the list agree.'));
    await window.ask('Do these agree?', 'agree.');
    await window.page.locator('input[type=file]').setInputFiles(files);
    await attached.nth(2).waitFor();
    await window.composer.fill('And now with the new contract');
  },
};

export default scene;
