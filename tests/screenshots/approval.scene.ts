import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'approval',
  async show(window) {
    await window.newConversation();
    await window.send('Run the tests, please');
    await window.page
      .getByRole('button', { name: /Allow once/i })
      .first()
      .waitFor();
  },
};

export default scene;
