/**
 * `npm run dist:verify [-- file …]`: the .deb as people meet it; an AppImage, .rpm or .tar.gz is put in place, started, used and taken away. It is installed over an older version, started by a normal user with the
 * sandbox on, driven through a conversation, upgraded, and removed, on this very machine; needs root on Debian or Ubuntu. Everything it
 * put there is taken off again. Not a part of `npm test`: packaging alone takes longer than a test may.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedVersion, newestDeb, uninstall } from './dist/verify/deb.mjs';
import { createPerson } from './dist/verify/person.mjs';
import { verifyDeb } from './dist/verify/verify-deb.mjs';
import { canVerifyStart, verifyStart } from './dist/verify/verify-start.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { withVirtualDisplay } from './setup/display.mjs';
import { runEntryPoint, SetupFailure } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { step } from './setup/progress.mjs';
import { capture } from './setup/run-command.mjs';
import { ensurePackages, hasProgram } from './setup/system-libraries.mjs';

const PACKAGE = 'agent-manager';
const PERSON = 'agent-manager-check';

/**
 * What the package depends on beside what Electron itself needs, and the tools this check uses.
 * @returns {Promise<import('./setup/system-packages.mjs').Need[]>}
 */
async function findMissing() {
  const hasSecret = (await capture('dpkg-query', ['--show', 'libsecret-1-0'])).code === 0;
  return [
    ...(hasProgram('xdg-mime') ? [] : [/** @type {const} */ ('xdg-utils')]),
    ...(hasProgram('desktop-file-validate') ? [] : [/** @type {const} */ ('desktop-file-utils')]),
    ...(hasSecret ? [] : [/** @type {const} */ ('secret')]),
  ];
}

await runEntryPoint(async () => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !hasProgram('dpkg'))
    throw new SetupFailure('A .deb can only be tried where dpkg may install it.', {
      advice: 'Run this as root on Debian or Ubuntu, in a machine for trials.',
    });
  const already = installedVersion(PACKAGE);
  if (already !== undefined)
    throw new SetupFailure(`${PACKAGE} ${already} is installed here, and this check would replace it.`, {
      advice: 'Run it on another machine, or remove the package first.',
    });
  await ensureDependencies();
  await ensurePackages(findMissing);
  const files = process.argv.slice(2);
  for (const file of files.length > 0 ? files : [await buildDeb()]) process.stdout.write(`${JSON.stringify(await verify(file))}\n`);
});

/**
 * @param {string} file
 * @returns {Promise<object>} what was measured
 */
async function verify(file) {
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-verify-'));
  const person = createPerson(PERSON);
  try {
    return await withVirtualDisplay(
      process.env,
      async (env) => {
        const options = { file, folder, person, display: env.DISPLAY ?? '' };
        /** @type {object} */
        const facts = canVerifyStart(file) ? await verifyStart(options) : await verifyDeb(options);
        return facts;
      },
      { forEverybody: true },
    );
  } finally {
    for (const { pid } of person.processes()) process.kill(pid, 'SIGKILL');
    if (installedVersion(PACKAGE) !== undefined) uninstall(PACKAGE, 'purge');
    person.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildDeb() {
  const { code, output } = await step('Building the .deb', () =>
    capture(process.execPath, [join(root, 'scripts', 'dist.mjs'), 'deb'], { cwd: root }),
  );
  const file = newestDeb(join(root, 'release'));
  if (code !== 0 || file === undefined) throw new SetupFailure('There is no .deb to try.', { output });
  return file;
}
