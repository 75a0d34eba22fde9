import { callTools } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const CONTENT = `import { readFile } from 'node:fs/promises';

/** The words of a note, without its marks. */
export async function wordsOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return text.split(/\\s+/).filter((word) => word !== '');
}
`;

const scene: Scene = {
  name: 'approval-editor',
  async show({ page, newConversation, send }, { api }) {
    await newConversation();
    api.reply(callTools({ name: 'write_file', args: { file_path: 'words.ts', content: CONTENT } }));
    await send('Count the words of a note');
    await page.getByRole('region', { name: 'Approvals' }).getByRole('button', { name: /^Edit/ }).click();
    const field = page.getByRole('textbox', { name: 'New content' });
    await field.press('Control+End');
    await field.pressSequentially('// checked');
  },
};

export default scene;
