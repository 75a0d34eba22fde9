/** How far an "always" would reach, and whether a rule covers what an agent asks for now. Pure but for looking up real paths. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { RuleScope } from '#protocol/approval-rules.ts';
import type { ApprovalRequest } from '#protocol/conversation.ts';
import { readSimpleCommands } from './command-words.ts';

/**
 * Programs whose second word names what is done, so that "begins with `git status`" says something. Of every other program only the very
 * command line can be allowed: `rm` or `python` with other arguments is another thing.
 */
const PROGRAMS_WITH_SUBCOMMANDS: ReadonlySet<string> = new Set(
  'bun bundle cargo composer deno dotnet flutter git go gradle just make mvn npm pnpm poetry rake swift uv yarn zig'.split(' '),
);
/** Subcommands that run what stands after them: their name alone says nothing. */
const RUNNERS: ReadonlySet<string> = new Set('dlx exec run run-script task tool workspace workspaces x'.split(' '));
/** Those of them that run a script the project itself names, so that three words say it. */
const SCRIPT_RUNNERS: ReadonlySet<string> = new Set(['bun run', 'composer run-script', 'deno task', 'npm run', 'pnpm run', 'yarn run']);
const SUBCOMMAND = /^[a-z][a-z0-9:-]*$/;

/** What "always" would cover, or null where it makes no sense or can't be told exactly. `root`: the project's real path. */
export function scopeOf({ detail, canAllowAlways }: ApprovalRequest, root: string): RuleScope | null {
  if (!canAllowAlways) return null;
  switch (detail.type) {
    case 'command': {
      const folder = insideProject(detail.folder ?? root, root);
      if (folder === null || detail.command.trim() === '') return null;
      const words = subcommandWords(detail.command);
      return words === null ? { type: 'command', command: detail.command, folder } : { type: 'command-prefix', words, folder };
    }
    case 'edit': {
      const file = insideProject(detail.diff.path, root);
      return file === null || file === '' ? null : { type: 'edit', path: file };
    }
    case 'mcp':
      return { type: 'tool', server: detail.server, tool: detail.tool };
    case 'fetch': {
      const origins = originsOf(detail.urls);
      return origins === null ? null : { type: 'fetch', origins };
    }
    case 'question':
      return null;
  }
}

/** Which of these rules together cover the request; null when they don't. Both are about the same project. */
export function rulesCovering<Rule extends { scope: RuleScope }>(
  request: ApprovalRequest,
  root: string,
  rules: readonly Rule[],
): Rule[] | null {
  const { detail, canAllowAlways } = request;
  // The agent says that this call is special, for example because the command contains words from a web page.
  if (!canAllowAlways) return null;
  switch (detail.type) {
    case 'command':
      return rulesCoveringCommand(detail.command, insideProject(detail.folder ?? root, root), rules);
    case 'fetch': {
      const origins = originsOf(detail.urls);
      if (origins === null) return null;
      return allOrNothing(origins.map((origin) => rules.find(({ scope }) => scope.type === 'fetch' && scope.origins.includes(origin))));
    }
    case 'edit':
    case 'mcp': {
      const wanted = scopeOf(request, root);
      return wanted === null ? null : allOrNothing([rules.find(({ scope }) => isSameScope(scope, wanted))]);
    }
    case 'question':
      return null;
  }
}

/** True when both cover exactly the same. */
export function isSameScope(a: RuleScope, b: RuleScope): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function rulesCoveringCommand<Rule extends { scope: RuleScope }>(
  command: string,
  folder: string | null,
  rules: readonly Rule[],
): Rule[] | null {
  if (folder === null) return null;
  const exact = rules.find(({ scope }) => scope.type === 'command' && scope.folder === folder && scope.command === command);
  if (exact !== undefined) return [exact];
  // Other shells read a line in other ways than readSimpleCommands does.
  if (process.platform === 'win32') return null;
  const commands = readSimpleCommands(command);
  if (commands === null) return null;
  return allOrNothing(
    commands.map((words) =>
      rules.find(
        ({ scope }) =>
          scope.type === 'command-prefix' && scope.folder === folder && scope.words.every((expected, index) => words[index] === expected),
      ),
    ),
  );
}

/** The words that name what a single command does, where its program is one of those; null otherwise. */
function subcommandWords(command: string): string[] | null {
  if (process.platform === 'win32') return null;
  const commands = readSimpleCommands(command);
  const words = commands?.[0];
  if (commands?.length !== 1 || words === undefined) return null;
  const [program = '', subcommand = '', script = ''] = words;
  if (!PROGRAMS_WITH_SUBCOMMANDS.has(program) || !SUBCOMMAND.test(subcommand)) return null;
  if (!RUNNERS.has(subcommand)) return [program, subcommand];
  return SCRIPT_RUNNERS.has(`${program} ${subcommand}`) && SUBCOMMAND.test(script) ? [program, subcommand, script] : null;
}

function allOrNothing<Rule>(found: (Rule | undefined)[]): Rule[] | null {
  const rules = found.filter((rule) => rule !== undefined);
  return found.length > 0 && rules.length === found.length ? [...new Set(rules)] : null;
}

function originsOf(urls: readonly string[]): string[] | null {
  const origins = urls.map((url) => (URL.canParse(url) ? new URL(url).origin : 'null'));
  // An address without an origin of its own (data:, file:) is not a site.
  if (origins.length === 0 || origins.includes('null')) return null;
  return [...new Set(origins)].sort();
}

/** The path below `root` with symbolic links resolved, '' for the root itself; null when it lies outside. */
function insideProject(target: string, root: string): string | null {
  const relative = path.relative(root, realPathOf(path.resolve(root, target)));
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) return null;
  return relative.split(path.sep).join('/');
}

/** The real path; of something that is not there yet, that of what it will stand in. */
export function realPathOf(target: string): string {
  try {
    return realpathSync(target);
  } catch {
    const parent = path.dirname(target);
    return parent === target ? target : path.join(realPathOf(parent), path.basename(target));
  }
}

function sorted(scope: RuleScope): unknown[] {
  return Object.entries(scope).sort(([a], [b]) => (a < b ? -1 : 1));
}
