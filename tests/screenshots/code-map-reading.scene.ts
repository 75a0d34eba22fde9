import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdReading } from '#tests/support/projects/held-reading.ts';
import { keepCodeMapOpen, openCodeMap, writeOwnSources } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const reading = holdReading(mkdtempSync(join(tmpdir(), 'agent-manager-held-')), { afterFiles: 40 });

const scene: Scene = {
  name: 'code-map-reading',
  env: reading.env,
  async show(window, { projectFolder }) {
    writeOwnSources(projectFolder);
    await openCodeMap(window, projectFolder);
    await window.page.getByRole('progressbar', { name: 'Files read' }).waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
