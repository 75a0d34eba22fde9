import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const BEFORE = `import { round } from './money.ts';

/** What an order costs. */
export function total(lines: Line[]): number {
  let sum = 0;
  for (const line of lines) sum += line.price;
  return sum;
}
`;

const scene: Scene = {
  name: 'tool-cards',
  async show(window, { api, projectFolder }) {
    writeFileSync(join(projectFolder, 'order.ts'), BEFORE);
    await window.newConversation();
    await window.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    const test = 'printf "\\033[1mRunning 2 tests\\033[0m\\n\\033[32m✓\\033[0m adds\\n\\033[31m✗ rounds\\033[0m\\n"; seq 1 200; exit 1';
    api.reply(
      callTools({
        name: 'write_file',
        args: {
          file_path: join(projectFolder, 'order.ts'),
          content: BEFORE.replace('sum += line.price;', 'sum += line.price * line.count;').replace('return sum;', 'return round(sum);'),
        },
      }),
      callTools({ name: 'run_shell_command', args: { command: test } }),
      say('The total counts each line now. One test still fails.'),
    );
    await window.page.getByRole('button', { name: /No project/ }).click();
    await window.page
      .getByRole('menuitem', { name: /Choose/ })
      .first()
      .click();
    await window.send('Count the lines');
    for (let count = 0; count < 2; count += 1)
      await window.page
        .getByRole('button', { name: /^Allow once/ })
        .first()
        .click();
    await window.thread.getByText('still fails').waitFor();
    await window.thread
      .getByRole('button', { name: /^Edited|^Ran/ })
      .first()
      .click();
    await window.thread.getByRole('button', { name: /Write order\.ts/ }).click();
    await window.thread.getByRole('button', { name: /exit 1/ }).click();
  },
};

export default scene;
