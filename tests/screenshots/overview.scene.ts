import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'overview',
  docs: { themes: ['light', 'dark'], size: { width: 900, height: 700 } },
  async show({ page, newConversation, send, ask, thread }, { api }) {
    for (const [prompt, words] of [
      ['Why does the parser fail on nested brackets?', 'It keeps its stack between calls.'],
      ['Write release notes for March', 'The parser reads files of any size in one pass.'],
    ] as const) {
      await newConversation();
      api.reply(say(words));
      await ask(prompt, words);
    }
    await newConversation();
    api.reply(answer(['I will go through the notes first, ', gate()]));
    await send('Draft the announcement');
    await thread.getByText('I will go through').waitFor();
    for (const command of ['npm install left-pad', 'git push origin main']) {
      await newConversation();
      api.reply(callTools({ name: 'run_shell_command', args: { command } }));
      await send(`Please run ${command.split(' ')[0]}`);
      await page.getByRole('button', { name: /^Allow once/ }).waitFor();
    }
    await page.keyboard.press('Control+Shift+O');
    await page.getByRole('listbox').waitFor();
  },
};

export default scene;
