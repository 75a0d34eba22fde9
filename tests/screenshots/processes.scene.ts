import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'processes',
  docs: { themes: ['light', 'dark'], size: { width: 1440, height: 900 } },
  async show(window, { api }) {
    await window.newConversation();
    api.reply(say('The three slowest queries are the ones without an index on `created_at`.'));
    await window.ask('Find the slow queries', 'three slowest');
    await window.newConversation();
    api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch done; sleep 600' } }));
    await window.send('Run the nightly import');
    await window.page.getByRole('button', { name: /Allow once/ }).click();
    await window.newConversation();
    api.reply(answer(['I will go through the release notes first, ', gate()]));
    await window.send('Draft the release notes');
    await window.thread.getByText('I will go through').waitFor();
    await window.page.getByRole('button', { name: /agents/ }).click();
    await window.page.getByRole('row', { name: 'sleep' }).waitFor();
    // A history worth drawing: the view looks once a second.
    for (let looks = 0; looks < 12; looks += 1) {
      await window.page.waitForFunction((points) => {
        const line = document.querySelector('section[aria-label="Totals"] polyline')?.getAttribute('points') ?? '';
        return line.split(' ').length > points;
      }, looks + 2);
    }
  },
};

export default scene;
