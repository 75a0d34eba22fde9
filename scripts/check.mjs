/** `npm run check`: format, lint, types and boundaries of TypeScript and Python, without running a test. */
import { runChecks } from './check/run-checks.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runEntryPoint } from './setup/failure.mjs';

await runEntryPoint(async () => {
  await ensureDependencies();
  const [result] = await runChecks();
  return result?.failed === 0 ? 0 : 1;
});
