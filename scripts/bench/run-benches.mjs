/** Runs on Electron's Node: loads each benchmark (TypeScript as it is), runs it and prints one JSON line per benchmark on descriptor 3. */
import { writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { root, outDir, electronSwitches, files } = JSON.parse(process.argv[2] ?? '');
const REPORT_FD = 3;

for (const file of files) {
  const temporaryFolder = await mkdtemp(join(tmpdir(), 'agent-manager-bench-'));
  try {
    const { default: benchmark } = await import(pathToFileURL(file).href);
    process.stderr.write(`· ${benchmark.name} …\n`);
    const { rows } = await benchmark.run({ root, outDir, electron: process.execPath, electronSwitches, temporaryFolder });
    writeSync(REPORT_FD, `${JSON.stringify({ name: benchmark.name, rows })}\n`);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`✗ ${file}: ${text}\n`);
    process.exitCode = 1;
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}
// A benchmark that left a handle open must not hold up the table.
process.exit();
