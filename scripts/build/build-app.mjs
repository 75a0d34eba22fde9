/** The whole build as one step, for every command that needs the built app. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runExclusively } from '../setup/exclusive.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { outDir, root } from '../setup/paths.mjs';
import { step } from '../setup/progress.mjs';
import { buildTargetsInto, findStaleTargets, INPUTS_SUFFIX } from './freshness.mjs';
import { collectLicences } from './licences.mjs';
import { buildTargets } from './targets.mjs';

/**
 * Builds what is stale and says so; silent where nothing is.
 * @param {{clean?: boolean, only?: readonly string[]}} [options]
 */
export async function buildApp({ clean = false, only = [] } = {}) {
  const targets = buildTargets().filter(({ name }) => only.length === 0 || only.some((start) => name.startsWith(start)));
  if (targets.length === 0) throw new SetupFailure(`There is no build target named ${only.join(' or ')}.`);
  await runExclusively('build', async () => {
    if (clean) await rm(outDir, { recursive: true, force: true });
    const stale = await findStaleTargets(targets, { root, outDir });
    if (stale.length === 0) return;
    await step(`Building ${stale.map(({ target }) => target.name).join(', ')}`, async () => {
      try {
        await buildTargetsInto(stale, outDir);
        await writeLicences();
      } catch (error) {
        const output = error instanceof Error ? error.message : String(error);
        throw new SetupFailure('The app could not be built.', { output, cause: error });
      }
    });
  });
}

/** Where the page finds it; only once there is a page. */
async function writeLicences() {
  const pageFolder = join(outDir, 'renderer');
  if (!existsSync(pageFolder)) return;
  const stamps = join(outDir, '.stamps');
  const folders = readdirSync(stamps)
    .filter((name) => name.endsWith(INPUTS_SUFFIX))
    .flatMap((name) => JSON.parse(readFileSync(join(stamps, name), 'utf8')));
  await writeFile(join(pageFolder, 'licences.json'), JSON.stringify(collectLicences(root, folders)));
}
