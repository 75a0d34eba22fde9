/** The code map of each project in use: one Python sidecar per folder, shared by all of the project's conversations. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import type { IntermapResult } from '#platform/intermap-answers.ts';
import type { Log } from '#platform/log.ts';
import { createPythonBridge, type PythonBridge, type PythonBridgeMode, type RunOptions } from '#platform/python-bridge.ts';
import type { ChildWatcher } from '#platform/sidecar-process.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';

/** DESIGN.md, "Lifecycle numbers": the same idle time as an agent's. */
const IDLE_STOP_MS = 10 * 60_000;

export interface CodeMapOptions {
  /** The folder that holds the `intermap` package. */
  packageFolder: string;
  /** Where indexes are kept; never in a project. */
  cacheFolder: string;
  /** Runs the extractor for languages other than Python: Electron's own binary as Node. */
  nodeBinary: string;
  extractorFile: string;
  /** The person's choice of Python; undefined: look for one. */
  python: () => string | undefined;
  watcher: ChildWatcher | undefined;
  /** Told when a sidecar keeps crashing and each call gets a process of its own, and when that is over. */
  onModeChange: (projectFolder: string, mode: PythonBridgeMode, message: string) => void;
  log: Log;
}

export interface CodeMapService {
  /** Runs a command of the code map; starts the project's sidecar when it has none. Throws `AppError`. */
  run(projectFolder: string, command: string, args: Record<string, unknown>, options?: RunOptions): Promise<IntermapResult>;
  /** Projects with a sidecar process, and its pid. */
  sidecars(): { projectFolder: string; pid: number }[];
  /** Ends the sidecars that run: the next call starts one with the Python that is chosen by then. */
  restart(): void;
  closeAll(): Promise<void>;
}

export function createCodeMapService(options: CodeMapOptions): CodeMapService {
  const bridges = new Map<string, PythonBridge>();
  let isClosed = false;

  const bridgeFor = (projectFolder: string): PythonBridge => {
    if (isClosed) throw new AppError({ code: 'closed', message: 'The app is quitting.' });
    // Two paths to one folder are one project and one index.
    const realFolder = realpathSync(projectFolder);
    const existing = bridges.get(realFolder);
    if (existing !== undefined) return existing;
    const bridge = createPythonBridge({
      packageFolder: options.packageFolder,
      python: options.python(),
      env: {
        INTERMAP_CACHE_DIR: options.cacheFolder,
        INTERMAP_NODE: options.nodeBinary,
        INTERMAP_EXTRACTOR: options.extractorFile,
        // Electron's binary is Node only with this; Python itself doesn't care.
        ELECTRON_RUN_AS_NODE: '1',
      },
      label: 'Code map',
      idleStopMs: IDLE_STOP_MS,
      watcher: options.watcher,
      log: options.log,
      onModeChange: (mode, message) => options.onModeChange(realFolder, mode, message),
    });
    bridges.set(realFolder, bridge);
    return bridge;
  };

  return {
    async run(projectFolder, command, args, runOptions) {
      if (!existsSync(projectFolder) || !statSync(projectFolder).isDirectory()) {
        throw new AppError({
          code: 'not-found',
          message: 'The project folder is not there any more. Choose where it is now.',
          action: 'choose-folder',
          details: projectFolder,
        });
      }
      return bridgeFor(projectFolder).run(command, projectFolder, args, runOptions);
    },

    sidecars: () => [...bridges].flatMap(([projectFolder, { pid }]) => (pid === undefined ? [] : [{ projectFolder, pid }])),

    restart() {
      const running = [...bridges.values()];
      bridges.clear();
      for (const bridge of running)
        bridge.close().catch((error: unknown) => options.log.warn('A code map could not be closed', { error: toErrorInfo(error) }));
    },

    async closeAll() {
      isClosed = true;
      await Promise.all([...bridges.values()].map((bridge) => bridge.close()));
    },
  };
}
