/** The installed program in a window, as a person uses it. Its fuses refuse a debugger in main, so it is driven through its page alone. */
import { once } from 'node:events';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { SetupFailure } from '../../setup/failure.mjs';

/** A first start on a busy machine; it ends a hang and measures nothing. */
const START_TIMEOUT_MS = 90_000;
const QUIT_TIMEOUT_MS = 20_000;

/** @typedef {Awaited<ReturnType<typeof startInstalledApp>>} InstalledApp */

/**
 * @param {import('./person.mjs').Person} person
 * @param {{program: string, display: string, dataFolder: string}} options
 */
export async function startInstalledApp(person, { program, display, dataFolder }) {
  const startedAt = performance.now();
  // No --no-sandbox: that it starts without is one of the things to be seen. --disable-gpu: a virtual display has none.
  const child = person.start(program, ['--disable-gpu', '--remote-debugging-port=0'], {
    DISPLAY: display,
    AGENT_MANAGER_DATA_DIR: dataFolder,
  });
  const browser = await chromium.connectOverCDP(await debuggingAddress(child));
  const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
  if (!page) throw new SetupFailure('The installed app has no window.');
  page.setDefaultTimeout(START_TIMEOUT_MS);
  await page.getByRole('complementary', { name: 'Sidebar' }).waitFor();
  const startMs = performance.now() - startedAt;
  const thread = page.getByRole('log', { name: 'Conversation' });
  const composer = page.getByRole('textbox', { name: 'Message' });
  return {
    page,
    pid: child.pid ?? 0,
    startMs,
    thread,
    composer,
    /** @param {string} question @param {string} answer words it must have */
    async ask(question, answer) {
      await composer.fill(question);
      await composer.press('Enter');
      await thread.getByText(answer).first().waitFor();
    },
    /** As a desktop asks its programs to end. @returns {Promise<number | null>} the exit code */
    async quit() {
      const exited = once(child, 'exit', { signal: AbortSignal.timeout(QUIT_TIMEOUT_MS) });
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function debuggingAddress(child) {
  return new Promise((resolve, reject) => {
    let words = '';
    const fail = (/** @type {string} */ what) => reject(new SetupFailure(`The installed app ${what}.`, { output: words }));
    const timer = setTimeout(() => fail('did not open a window in time'), START_TIMEOUT_MS);
    child.on('exit', (code, signal) => fail(`ended at its start (${signal ?? code})`));
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      words += text;
      const address = /DevTools listening on (ws:\S+)/.exec(words)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/**
 * What Linux says of the page's process: filtered system calls and namespaces of its own are what Chromium's sandbox is made of.
 * @param {readonly {pid: number, command: string}[]} processes
 * @returns {string} what is missing; empty when the sandbox is on
 */
export function sandboxProblem(processes) {
  if (processes.some(({ command }) => command.includes('--no-sandbox'))) return 'a process was started with --no-sandbox';
  const pages = processes.filter(({ command }) => command.includes('--type=renderer'));
  if (pages.length === 0) return 'there is no process for the page';
  for (const { pid } of pages) {
    if (!/^Seccomp:\s+2$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return `process ${pid} has no filter on system calls`;
    if (readlinkSync(`/proc/${pid}/ns/pid`) === readlinkSync('/proc/self/ns/pid')) return `process ${pid} sees all other processes`;
  }
  return '';
}

/** @param {import('./person.mjs').Person} person @returns {Promise<{pid: number, command: string}[]>} what is left after the time a quit has */
export async function leftAfterQuit(person) {
  const deadline = performance.now() + QUIT_TIMEOUT_MS;
  // There is no signal for the end of somebody else's child.
  while (person.processes().length > 0 && performance.now() < deadline) await delay(50);
  return person.processes();
}
