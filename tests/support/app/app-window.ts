/** The built app as a person uses it: started in a real window, clicked and typed into through the roles and names that a screen reader knows. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, test as base, type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import { shareCompileCache, shareMainCompileCache } from '#tests/support/compile-cache.ts';
import { type GeminiApiServer, startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

export interface AppWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly mainPid: number;
  /** Every process of the app that lives now: main, its children, and theirs. */
  processes(): number[];
  /** Agent processes that live now. */
  agents(): number[];
  /** Command lines of all its processes. */
  commandLines(): string[];
  /** Starts the app once more on the same data, with more arguments; fulfilled with its exit code. */
  startSecondInstance(...args: string[]): Promise<number | null>;
  newConversation(): Promise<void>;
  /** Types a prompt and sends it; does not wait for the answer. */
  send(text: string): Promise<void>;
  /** Sends a prompt and waits until the answer shows. */
  ask(text: string, answer: string): Promise<void>;
  readonly composer: Locator;
  readonly thread: Locator;
  /** There only while a turn runs. */
  readonly stopButton: Locator;
  row(title: string): Locator;
  /** Quits through the app's own menu item and waits until the process is gone. */
  quit(): Promise<void>;
}

export interface LaunchOptions {
  dataFolder: string;
  env?: Record<string, string>;
  /** `recovery`: the database can't be opened, and the window says so. */
  into?: 'conversations' | 'recovery';
  /** What starts in place of Electron itself: see launch-mounted.ts. */
  executable?: string;
}

export async function launchApp({
  dataFolder,
  env: extras = {},
  into = 'conversations',
  executable = process.execPath,
}: LaunchOptions): Promise<AppWindow> {
  const env = { ...inheritedEnvironment(), AGENT_MANAGER_DATA_DIR: dataFolder, ...extras };
  shareCompileCache(join(dataFolder, 'agents'));
  shareMainCompileCache(dataFolder);
  const app = await _electron.launch({
    // Tests run on Electron's own Node, so this very binary is the one that ships.
    executablePath: executable,
    args: launchArguments(),
    env,
  });
  const page = await app.firstWindow();
  // Before the window has its conversations it hears no shortcut.
  if (into === 'conversations') await page.getByRole('complementary', { name: /^(Sidebar|Seitenleiste)$/ }).waitFor();
  else await page.getByRole('button', { name: 'Quit' }).waitFor();
  const mainPid = app.process().pid ?? 0;
  const composer = page.getByRole('textbox', { name: 'Message' });
  const stopButton = page.getByRole('region', { name: 'Chat' }).getByRole('button', { name: /^Stop/ });
  const thread = page.getByRole('log', { name: 'Conversation' });

  const send = async (text: string) => {
    await composer.fill(text);
    await composer.press('Enter');
  };

  return {
    app,
    page,
    mainPid,
    composer,
    thread,
    stopButton,
    send,
    processes: () => [mainPid, ...descendantsOf(mainPid)],
    commandLines: () => descendantsOf(mainPid).map(commandLineOf),
    startSecondInstance: (...args) =>
      new Promise((resolve) => {
        const second = spawn(process.execPath, [...launchArguments(), ...args], { env, stdio: 'ignore' });
        second.once('exit', (code) => resolve(code));
      }),
    agents: () => descendantsOf(mainPid).filter((pid) => commandLineOf(pid).includes('gemini-bridge.js')),
    // The row's button says more than its title, and the button of its menu names the title too.
    row: (title) => page.getByRole('navigation').locator('[id^="conversation-"]').filter({ hasText: title }),
    async newConversation() {
      await page.getByRole('button', { name: 'New conversation' }).first().click();
      await expect(composer).toBeFocused();
    },
    async ask(text, answer) {
      await send(text);
      await expect(thread).toContainText(answer);
      await expect(stopButton).toHaveCount(0);
    },
    async quit() {
      const gone = app.waitForEvent('close');
      // Not app.close(): that is Playwright's own way out, not the person's.
      await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
      await gone;
    },
  };
}

/** A key that the demo server takes, a data folder of its own, and both gone after the test. */
export const test = base.extend<{
  api: GeminiApiServer;
  dataFolder: string;
  projectFolder: string;
  launch: (env?: Record<string, string>, into?: LaunchOptions['into'], executable?: string) => Promise<AppWindow>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  api: async ({}, use) => {
    const api = await startGeminiApiServer();
    await use(api);
    await api.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above.
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'agent-manager-e2e-'));
    await use(folder);
    // Chromium's helpers may write their last file while it is emptied.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  },
  projectFolder: async ({ dataFolder }, use) => {
    const folder = join(dataFolder, 'project');
    mkdirSync(folder);
    await use(folder);
  },
  launch: async ({ api, dataFolder }, use) => {
    const windows: AppWindow[] = [];
    await use(async (env, into = 'conversations', executable = process.execPath) => {
      const window = await launchApp({
        dataFolder,
        into,
        executable,
        env: { GEMINI_API_KEY: 'test-key', GOOGLE_GEMINI_BASE_URL: api.baseUrl, ...env },
      });
      windows.push(window);
      return window;
    });
    for (const window of windows) await window.app.close().catch(() => undefined);
  },
});

export { expect };

/** There is no signal for the end of somebody else's child, so this looks until all are gone; the test's own time limit ends a vain wait. */
export async function untilGone(pids: number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(20);
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function launchArguments(): string[] {
  // As root Electron starts only without its sandbox. A virtual display has no GPU: looking for one takes Chromium seconds and sometimes fails,
  // and until then no frame is drawn and no window shown.
  return [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', ROOT];
}

/** The person's own key must not reach a test, nor the switch that would start Electron as plain Node. */
function inheritedEnvironment(): Record<string, string> {
  const removed = new Set([
    'GEMINI_API_KEY',
    'GOOGLE_API_KEY',
    'GOOGLE_GEMINI_BASE_URL',
    'GOOGLE_GENAI_USE_VERTEXAI',
    'ELECTRON_RUN_AS_NODE',
  ]);
  const inherited = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined || removed.has(name) ? [] : [[name, value]])),
  );
  // Tests find things by their English names, whatever the machine speaks.
  return { ...inherited, LANGUAGE: 'en' };
}

function descendantsOf(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name): [number, number] => [Number(name), parentOf(Number(name))]),
  );
  const found: number[] = [];
  for (let next = [root]; next.length > 0; ) {
    next = [...parents].filter(([pid, parent]) => next.includes(parent) && isAlive(pid)).map(([pid]) => pid);
    found.push(...next);
  }
  return found;
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    // It ended between the listing and the look.
    return -1;
  }
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
