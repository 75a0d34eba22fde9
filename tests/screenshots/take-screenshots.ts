/**
 * Takes the pictures of `npm run screenshots`: the built app with a real bridge and the demo provider, each scene once, looked at in every
 * theme and size. Arguments: the names of scenes, none for all.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AppWindow, launchApp } from '#tests/support/app/app-window.ts';
import { demoAnswer, startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';
import { type Scene, SIZES, THEMES, type Theme, type WindowSize } from './scene.ts';

const root = join(import.meta.dirname, '..', '..');
const pictureFolder = join(root, 'screenshots');
const docsFolder = join(root, 'docs', 'images');

async function takeScene(scene: Scene): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'agent-manager-scene-'));
  const projectFolder = join(dataFolder, 'notes-app');
  mkdirSync(projectFolder);
  const api = await startGeminiApiServer();
  api.answerWith(demoAnswer);
  const env = { GEMINI_API_KEY: 'demo', GOOGLE_GEMINI_BASE_URL: api.baseUrl, ...scene.env };
  scene.prepare?.(dataFolder);
  const window = await launchApp({ dataFolder, env, ...(scene.into !== undefined && { into: scene.into }) });
  try {
    await resize(window, SIZES[0] as WindowSize);
    await scene.show(window, { api, dataFolder, projectFolder });
    for (const size of SIZES) {
      await resize(window, size);
      await scene.afterResize?.(window);
      for (const theme of THEMES) await takePicture(scene, window, theme, size);
    }
  } catch (error) {
    await window.page.screenshot({ path: join(pictureFolder, `${scene.name}-failed.png`) });
    throw error;
  } finally {
    await window.app.close();
    await api.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function takePicture(scene: Scene, { page }: AppWindow, theme: Theme, size: WindowSize): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await settled(page);
  const picture = join(pictureFolder, `${scene.name}-${theme}-${size.width}x${size.height}.png`);
  await page.screenshot({ path: picture, animations: 'disabled' });
  const { docs } = scene;
  const isForDocs = docs?.themes.includes(theme) && docs.size.width === size.width && docs.size.height === size.height;
  if (isForDocs) copyFileSync(picture, join(docsFolder, `${scene.name}-${theme}.png`));
}

async function resize({ app, page }: AppWindow, { width, height }: WindowSize): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
    width,
    height,
  });
  await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height });
}

/** Its fonts are there, and what follows from a new size or theme has been drawn. */
async function settled(page: AppWindow['page']): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  });
}

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.scene.ts'));
mkdirSync(pictureFolder, { recursive: true });
mkdirSync(docsFolder, { recursive: true });
for (const file of files) {
  const { default: scene }: { default: Scene } = await import(pathToFileURL(join(import.meta.dirname, file)).href);
  if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
  process.stderr.write(`· ${scene.name} …\n`);
  // A machine at its limits is slow now and then, and the other scenes shall not suffer for it.
  await takeScene(scene).catch(async (error: unknown) => {
    process.stderr.write(`  once more, because of: ${String(error).split('\n')[0]}\n`);
    await takeScene(scene);
  });
}
process.stdout.write(`The pictures are in ${pictureFolder}\n`);
process.exit();
