/** What a person does with an installed app, whatever package it came from. */
import { SetupFailure } from '../../setup/failure.mjs';
import { leftAfterQuit } from './installed-app.mjs';

/** Files to ask about, below the person's home. */
export const PROJECT = {
  'project/shop.py':
    'def price(item):\n    """What one costs."""\n    return 3\n\n\ndef total(items):\n    return sum(price(item) for item in items)\n',
  // Not Python: read through the wasm grammars.
  'project/cart.ts':
    'export function addToCart(item: string): number {\n  return item.length;\n}\n\nexport function checkout(): number {\n  return addToCart("tea");\n}\n',
};

/** A conversation with the code guide, and two answers. @param {import('./installed-app.mjs').InstalledApp} app @param {string} project */
export async function converse({ page, ask }, project) {
  // The system's dialog for folders can't be driven: the conversation is made as the page itself makes it.
  await page.evaluate(async (projectFolder) => {
    const { agentManager } = /** @type {any} */ (globalThis);
    const reply = await agentManager.invoke['conversations.create']({ agentId: 'guide', projectFolder });
    if (!reply.ok) throw new Error(reply.error.message);
  }, project);
  await page.reload();
  await page.getByRole('navigation').locator('[id^="conversation-"]').first().click();
  await ask('Who calls price?', 'is called by 1 function');
  await ask('Who calls addToCart?', 'is called by 1 function');
}

/** @param {import('./installed-app.mjs').InstalledApp} app @param {import('./person.mjs').Person} person */
export async function quitWithoutTraces(app, person) {
  const code = await app.quit();
  expect(code === 0, `It ended with exit code ${code}.`);
  const left = await leftAfterQuit(person);
  expect(left.length === 0, `Processes were left behind: ${left.map(({ command }) => command).join('; ')}`);
}

/** @param {boolean} isTrue @param {string} otherwise @returns {asserts isTrue} */
export function expect(isTrue, otherwise) {
  if (!isTrue) throw new SetupFailure(otherwise);
}
