/**
 * `npm run build`: builds what is stale into `out/`. `npm run build -- --clean` starts from nothing; `npm run build -- main bridge`
 * builds only targets whose names start so.
 */
import { buildApp } from './build/build-app.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runEntryPoint } from './setup/failure.mjs';

const args = process.argv.slice(2);
await runEntryPoint(async () => {
  await ensureDependencies();
  await buildApp({ clean: args.includes('--clean'), only: args.filter((arg) => !arg.startsWith('--')) });
});
