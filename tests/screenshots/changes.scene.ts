import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const PRICES = `/** What things cost. */
export const TAX = 0.2;

const PRICES = { tea: 3, cake: 5, juice: 4 };

export function price(item: keyof typeof PRICES): number {
  return PRICES[item];
}

export function total(items: (keyof typeof PRICES)[]): number {
  return items.map(price).reduce((sum, one) => sum + one, 0) * (1 + TAX);
}
`;

const scene: Scene = {
  name: 'changes',
  docs: { themes: ['light', 'dark'], size: { width: 1440, height: 900 } },
  async show(window, { api, projectFolder }) {
    mkdirSync(join(projectFolder, 'src'));
    mkdirSync(join(projectFolder, '.git'));
    writeFileSync(join(projectFolder, '.git', 'HEAD'), 'ref: refs/heads/offers\n');
    writeFileSync(join(projectFolder, 'src', 'prices.ts'), PRICES);
    writeFileSync(join(projectFolder, 'src', 'old-offers.ts'), 'export const offers = [];\n');
    await window.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, projectFolder);
    await window.newConversation();
    await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
    await window.page.getByRole('button', { name: /^Approval mode:/ }).click();
    await window.page.getByRole('menuitemradio', { name: /Never ask/ }).click();
    const edit = (old_string: string, new_string: string) => ({
      name: 'replace',
      args: { file_path: 'src/prices.ts', instruction: 'change it', old_string, new_string },
    });
    api.reply(
      callTools(edit('cake: 5', 'cake: 6')),
      callTools({ name: 'write_file', args: { file_path: 'src/offers/summer-offers.ts', content: 'export const offers = [];\n' } }),
      callTools({ name: 'run_shell_command', args: { command: 'rm src/old-offers.ts' } }),
      say('Cake costs 6 now, and the summer offers have a file of their own.'),
    );
    await window.ask('Raise the price of cake and make room for the summer offers', 'a file of their own');
    api.reply(
      callTools(edit('  return items.map(price)', '  const prices = items.map(price);\n  return prices')),
      callTools({ name: 'write_file', args: { file_path: 'tests/prices.test.ts', content: "import { total } from '../src/prices';\n" } }),
      say('The total is computed in two steps, with a test.'),
    );
    await window.ask('Split the computation of the total and test it', 'with a test');
    await window.page.getByRole('button', { name: 'Changes', exact: true }).click();
    const changes = window.page.getByRole('tabpanel', { name: 'Changes' });
    await changes
      .getByRole('button', { name: /prices\.ts/ })
      .first()
      .click();
    await changes.getByRole('button', { name: /summer-offers\.ts/ }).press('r');
    await window.page.getByRole('button', { name: 'Dismiss' }).click();
  },
};

export default scene;
