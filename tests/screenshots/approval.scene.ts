import { mkdirSync, writeFileSync } from 'node:fs';
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
  name: 'approval',
  docs: { themes: ['light', 'dark'], size: { width: 1440, height: 900 } },
  async show(window, { api, projectFolder }) {
    mkdirSync(join(projectFolder, 'src'));
    writeFileSync(join(projectFolder, 'src', 'order.ts'), BEFORE);
    await window.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await window.newConversation();
    await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
    const edit = {
      old_string: '  for (const line of lines) sum += line.price;\n  return sum;',
      new_string: '  for (const line of lines) sum += line.price * line.count;\n  return round(sum);',
    };
    api.reply(
      callTools({ name: 'read_file', args: { file_path: 'src/order.ts' } }),
      callTools({ name: 'replace', args: { file_path: 'src/order.ts', instruction: 'Count each line and round', ...edit } }),
      say('Each line counts now.'),
    );
    await window.send('The total ignores how many of each item were ordered. Please mend it.');
    const allow = window.page.getByRole('button', { name: /^Allow once/ });
    await allow.and(window.page.locator(':enabled')).waitFor();
    await window.page.locator('figure pre, figure td').first().waitFor();
  },
};

export default scene;
