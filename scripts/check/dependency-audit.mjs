/**
 * Known holes in what `package-lock.json` installs, as npm's registry reports them. A registry that offers no such report (a mirror, no
 * network) is said plainly and fails nothing: whether the code is right does not depend on who is reachable.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npmCommand } from '../setup/dependencies.mjs';
import { root } from '../setup/paths.mjs';
import { say } from '../setup/progress.mjs';
import { capture } from '../setup/run-command.mjs';

/** Lower ones are in nearly every tree, and none of them can be reached from what an agent or a file says. */
const SERIOUS = new Set(['high', 'critical']);
/** npm tries again and again where there is no network. */
const AUDIT_DEADLINE_MS = 20_000;
/** Advisories that were looked at and do not concern this app: `{ "<advisory url>": "why" }`. */
const EXCEPTIONS_FILE = join(root, 'scripts', 'check', 'audit-exceptions.json');

/**
 * @typedef {{url?: string, title?: string, severity: string}} Advisory
 * @typedef {{vulnerabilities: Record<string, {severity: string, range?: string, via: (string | Advisory)[]}>}} AuditReport
 */

/** @returns {Promise<string>} what is wrong, empty when nothing is */
export async function auditDependencies() {
  const result = await capture(npmCommand(), ['audit', '--json', '--fetch-retries=0'], { cwd: root, timeoutMs: AUDIT_DEADLINE_MS });
  const report = parseReport(result.stdout);
  if (report === undefined) {
    say('Known holes in dependencies were not looked up: the package registry used here gives no such report.');
    return '';
  }
  return seriousFindings(report, JSON.parse(await readFile(EXCEPTIONS_FILE, 'utf8'))).join('\n');
}

/**
 * @param {string} output of `npm audit --json`
 * @returns {AuditReport | undefined} undefined when there is no report
 */
export function parseReport(output) {
  try {
    const report = JSON.parse(output);
    return typeof report.vulnerabilities === 'object' ? report : undefined;
  } catch {
    // Not JSON: npm did not get as far as a report.
    return undefined;
  }
}

/**
 * @param {AuditReport} report
 * @param {Record<string, string>} exceptions reasons by the advisory's address
 * @returns {string[]} a line for each serious hole that is no exception
 */
export function seriousFindings({ vulnerabilities }, exceptions) {
  return Object.entries(vulnerabilities).flatMap(([name, { via }]) =>
    via.flatMap((cause) => {
      // A name stands for a package further down, which has an entry of its own.
      if (typeof cause === 'string' || !SERIOUS.has(cause.severity) || (cause.url ?? '') in exceptions) return [];
      return [`  ${name}: ${cause.title ?? 'known hole'} (${cause.severity})${cause.url ? ` ${cause.url}` : ''}`];
    }),
  );
}
