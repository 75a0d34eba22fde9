/** Progress in plain words on stderr, so that stdout keeps what a command was asked for. */

/** How often a long step says that it is still at it where no terminal shows a running clock (a CI log). */
const STILL_WORKING_MS = 15_000;

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Announces a step, runs it and says how long it took.
 * @template T
 * @param {string} title what is being done, as a person would say it: "Installing dependencies"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedAt = performance.now();
  const elapsed = () => formatDuration(performance.now() - startedAt);
  const isTerminal = process.stderr.isTTY;
  process.stderr.write(isTerminal ? `· ${title} …` : `· ${title} …\n`);
  const ticker = setInterval(
    () => process.stderr.write(isTerminal ? `\r· ${title} … ${elapsed()} ` : `  … still ${lowerFirst(title)} (${elapsed()})\n`),
    isTerminal ? 1000 : STILL_WORKING_MS,
  );
  ticker.unref();
  try {
    const result = await work();
    process.stderr.write(`${isTerminal ? '\r\x1b[K' : ''}✓ ${title} (${elapsed()})\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${isTerminal ? '\r\x1b[K' : ''}✗ ${title} (${elapsed()})\n`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** @param {string} text something the person should know, on a line of its own */
export function say(text) {
  process.stderr.write(`  ${text}\n`);
}

/** @param {string} text */
function lowerFirst(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
