/**
 * The code map's commands as tools for a model: what main offers to every agent (host tools) and the MCP server to everyone else's.
 * One catalogue, so that an agent learns the same names wherever it meets them.
 */
import { z } from 'zod';
import { INTERMAP_COMMANDS, type IntermapCommand } from './intermap.ts';

export interface IntermapTool {
  /** As the model calls it. */
  readonly name: string;
  readonly command: IntermapCommand;
  /** Verb and object, for people. */
  readonly title: string;
  /** When to use it and what comes back, for the model. */
  readonly description: string;
  /** Arguments used where the model gives none: they keep an answer well within a context window. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

const PAGED = 'Results are paged: when "truncated" is true, call again with "cursor" set to "next_cursor".';
const TARGET = 'Name it as `function`, `Class.method`, `module.Class.method` or `file.py:function`, or give file and line.';

/** Every tool only reads. None runs the project's code. */
export const INTERMAP_TOOLS: readonly IntermapTool[] = [
  {
    name: 'code_repo_map',
    command: 'repo_map',
    title: 'Map the project',
    description:
      'A compact map of the project: its most important files with their classes and functions, ranked by how much else depends on them. Start here in an unknown code base. "files" and "mentions" pull the map towards what you work on.',
    defaults: { tokens: 2000 },
  },
  {
    name: 'code_structure',
    command: 'structure',
    title: 'List files and symbols',
    description: `Files of the project, or of one folder, with language, size and top-level symbols. ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_extract',
    command: 'extract',
    title: 'Outline a file',
    description:
      'One file in full outline: imports, every class, function and method with lines and signatures, and the calls between them.',
    defaults: {},
  },
  {
    name: 'code_symbols',
    command: 'symbols',
    title: 'Search symbols',
    description: `Finds classes, functions, methods and variables by name (fuzzy). Faster and more exact than searching text. ${PAGED}`,
    defaults: { limit: 30 },
  },
  {
    name: 'code_definition',
    command: 'definition',
    title: 'Find a definition',
    description: `Where something is defined. ${TARGET}`,
    defaults: { limit: 20 },
  },
  {
    name: 'code_references',
    command: 'references',
    title: 'Find references',
    description: `Every place that calls, reads or imports something, with the function it stands in. ${TARGET} ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_call_graph',
    command: 'call_graph',
    title: 'Show callers and callees',
    description: `Who calls a function and what it calls, resolved through imports, classes and variables. ${TARGET} "direction" is callers, callees or both. ${PAGED}`,
    defaults: { limit: 80, direction: 'both', depth: 1 },
  },
  {
    name: 'code_impact',
    command: 'impact',
    title: 'Show what a change would break',
    description: `Before changing something: all functions, files and tests that depend on it, with the chain of calls that says why. ${TARGET} ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_change_impact',
    command: 'change_impact',
    title: 'Find tests for the changes',
    description: `After changing something: what the uncommitted changes (or those since "git_base") affect, which tests to run and why, and the commands to run them. ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_dead_code',
    command: 'dead_code',
    title: 'Find unused code',
    description: `Functions, methods and classes that nothing reaches, with how sure that is. ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_architecture',
    command: 'architecture',
    title: 'Show the architecture',
    description: 'Layers, import cycles of any length, entry points, hubs, and which folder depends on which.',
    defaults: { limit: 20 },
  },
  {
    name: 'code_reference_edges',
    command: 'reference_edges',
    title: 'List dependencies between files',
    description: `Which file imports and calls into which other file, with counts. ${PAGED}`,
    defaults: { limit: 120 },
  },
  {
    name: 'code_detect_patterns',
    command: 'detect_patterns',
    title: 'Detect patterns',
    description: 'Recurring patterns of the code base: singletons, factories, decorators, test doubles and the like, with places.',
    defaults: { limit: 10 },
  },
  {
    name: 'code_live_changes',
    command: 'live_changes',
    title: 'List uncommitted changes by symbol',
    description: `Changed, added, deleted and untracked files with the symbols that the changes touch. ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_cross_project_deps',
    command: 'cross_project_deps',
    title: 'Show dependencies between projects',
    description: `How the projects below a folder depend on each other, by manifest, path or import. ${PAGED}`,
    defaults: { limit: 60 },
  },
  {
    name: 'code_diagnostics',
    command: 'diagnostics',
    title: 'List problems of the code map',
    description: `Files that could not be read or parsed, unresolved imports, and what the index skipped and why. ${PAGED}`,
    defaults: { limit: 60 },
  },
];

/** The tool with this name, or undefined. */
export function findIntermapTool(name: string): IntermapTool | undefined {
  return INTERMAP_TOOLS.find((tool) => tool.name === name);
}

/** JSON Schema of a tool's arguments. */
export function intermapToolParameters(tool: IntermapTool): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(INTERMAP_COMMANDS[tool.command].args, { io: 'input' });
  return schema;
}

/** What the model gave, checked and completed. Throws a zod error that names the wrong argument. */
export function intermapToolArguments(tool: IntermapTool, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...tool.defaults, ...(INTERMAP_COMMANDS[tool.command].args.parse(given) as Record<string, unknown>) };
}
