/** The command line. */
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** `help` or `version`: print that and exit. */
  show: 'help' | 'version' | null;
  /** The project of a call that names none; null: each call has to. */
  project: string | null;
  maxOutputChars: number;
}

/** About 10,000 tokens: a tenth of what a small model holds. */
const DEFAULT_MAX_OUTPUT_CHARS = 40_000;
const MIN_OUTPUT_CHARS = 1000;

export const USAGE = `Usage: node intermap-mcp.js [--project FOLDER] [--max-output-chars N]

An MCP server on stdin and stdout that answers questions about a code base: where things are, who calls them,
what a change would break, which tests to run. It only reads, and never runs the project's code.

  --project FOLDER       the project of calls that name none (default: the folder it is started in)
  --max-output-chars N   the longest answer, so that none floods the model (default: ${DEFAULT_MAX_OUTPUT_CHARS})
  --version, --help

Environment: INTERMAP_PYTHON (the Python 3.9+ to run), INTERMAP_PYTHON_PATH (the folder with the package "intermap"),
INTERMAP_CACHE_DIR (where indexes are kept).`;

/** Something on the command line is wrong; the message says what. */
export class UsageError extends Error {}

/** Throws `UsageError`. */
export function readOptions(args: readonly string[], workingFolder: string): Options {
  const values = parsed(args);
  return {
    show: values.help ? 'help' : values.version ? 'version' : null,
    project: values.project === undefined ? ownProject(workingFolder) : existingFolder(path.resolve(workingFolder, values.project)),
    maxOutputChars: values['max-output-chars'] === undefined ? DEFAULT_MAX_OUTPUT_CHARS : outputChars(values['max-output-chars']),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        project: { type: 'string' },
        'max-output-chars': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Desktop programs start their servers in the home folder or the root, which are nobody's project and would take minutes to read. */
function ownProject(workingFolder: string): string | null {
  const isNobodys = workingFolder === homedir() || workingFolder === path.parse(workingFolder).root;
  return isNobodys ? null : workingFolder;
}

function existingFolder(folder: string): string {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`--project: there is no folder ${folder}`);
  return folder;
}

function outputChars(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < MIN_OUTPUT_CHARS)
    throw new UsageError(`--max-output-chars: a whole number from ${MIN_OUTPUT_CHARS}`);
  return value;
}
