/** `npm run format [-- path …]`: formats TypeScript and Python, sorts imports, applies fixes that can't change what the code does. */
import { join } from 'node:path';
import { formatPython } from './check/python-style.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { runEntryPoint } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { runInForeground } from './setup/run-command.mjs';

await runEntryPoint(async () => {
  await ensureDependencies();
  const paths = process.argv.slice(2);
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'check', '--write', '--max-diagnostics=20', '--no-errors-on-unmatched', ...(paths.length > 0 ? paths : ['.'])];
  const code = await runInForeground(process.execPath, args, { cwd: root });
  const written = await formatPython(paths);
  if (written.length > 0) process.stdout.write(`Formatted ${written.length} Python files.\n`);
  return code;
});
