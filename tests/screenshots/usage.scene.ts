import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'usage',
  async show({ page, newConversation, send, thread }) {
    await newConversation();
    await send('Hello');
    const meter = page.getByRole('button', { name: /Usage and cost/ });
    await meter.waitFor({ timeout: 30_000 });
    await thread.waitFor();
    await meter.click();
    await page.getByText(/with known usage/).waitFor();
  },
};

export default scene;
