/** The whole build as one step, for every command that needs the built app. */
import { rm } from 'node:fs/promises';
import { runExclusively } from '../setup/exclusive.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { outDir, root } from '../setup/paths.mjs';
import { step } from '../setup/progress.mjs';
import { buildTargetsInto, findStaleTargets } from './freshness.mjs';
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
      } catch (error) {
        const output = error instanceof Error ? error.message : String(error);
        throw new SetupFailure('The app could not be built.', { output, cause: error });
      }
    });
  });
}
