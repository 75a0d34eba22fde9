/** Where the Python sidecar is, and what it needs of our environment. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PythonBridgeOptions } from '#platform/python-bridge.ts';

/** `moduleUrl`: of the running bundle, `<out>/bridge/mcp/main.mjs`; the package lies in `<out>/python`, the extractor in `<out>/bridge`. */
export function sidecarSetup(moduleUrl: string, environment: NodeJS.ProcessEnv): PythonBridgeOptions {
  const bridgeFolder = path.resolve(path.dirname(fileURLToPath(moduleUrl)), '..');
  const extractor = path.join(bridgeFolder, 'intermap-extractor.js');
  return {
    packageFolder: environment.INTERMAP_PYTHON_PATH || path.join(bridgeFolder, '..', 'python'),
    python: environment.INTERMAP_PYTHON || undefined,
    env: {
      // Whatever runs us runs the extractor, too: Electron with the variable that makes it a Node.
      INTERMAP_NODE: process.execPath,
      ELECTRON_RUN_AS_NODE: '1',
      ...(existsSync(extractor) && { INTERMAP_EXTRACTOR: extractor }),
      ...(environment.INTERMAP_CACHE_DIR && { INTERMAP_CACHE_DIR: environment.INTERMAP_CACHE_DIR }),
    },
  };
}
