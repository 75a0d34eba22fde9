import { answer, call, gate, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'queue',
  async show(window, { api }) {
    const held = gate();
    api.reply(
      answer(['I look at the list of orders first.', held, call('list_directory', { dir_path: '.' })]),
      answer(['The tests stay as they are. The rest', gate()]),
      say('Done.'),
    );
    await window.newConversation();
    await window.send('Rename Order to Purchase everywhere');
    await window.thread.getByText('I look at the list').waitFor();
    await window.composer.fill('Leave the tests as they are');
    await window.composer.press('ControlOrMeta+Enter');
    held.open();
    await window.thread.getByText('The rest').waitFor();
    for (const words of [
      'Then run the tests and tell me which fail',
      'Write a line for the changelog about it, in the words of those who use it, not of those who wrote it',
    ])
      await window.send(words);
    await window.composer.fill('And open a');
    await window.page
      .getByRole('region', { name: 'Queue' })
      .getByRole('button', { name: /^Edit message 1/ })
      .hover();
  },
};

export default scene;
