/** MCP servers in the configuration files of other programs: found, read and shown. Reading starts nothing and stores nothing. */
import { readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { isSecretName, redactor } from '#platform/redaction.ts';
import { type McpConnectionDraft, mcpConnectionDraftSchema, mcpServerNameSchema } from '#protocol/mcp.ts';
import { parseLooseJson } from './loose-json.ts';

/** One server of a file, with its values: stays in main. */
export interface FoundServer {
  key: string;
  name: string;
  connection: McpConnectionDraft;
  disabledTools: string[];
  remarks: string[];
}

export interface ConfigFile {
  file: string;
  /** Null for a file of the person's own. */
  project: string | null;
  servers: FoundServer[];
  problem?: string;
}

/** Whose files are looked at. Relative to a project's folder. */
const PROJECT_FILES = ['.gemini/settings.json', '.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json'];

/** Relative to the home folder: Gemini CLI, Claude Code, Cursor, and Claude's desktop app on each system. */
const HOME_FILES = [
  '.gemini/settings.json',
  '.claude.json',
  '.mcp.json',
  '.cursor/mcp.json',
  '.config/Claude/claude_desktop_config.json',
  'Library/Application Support/Claude/claude_desktop_config.json',
  'AppData/Roaming/Claude/claude_desktop_config.json',
];

/** Such files are a few kilobytes; `.claude.json` also keeps a history. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Headers that say nothing about the person. */
const OPEN_HEADERS = new Set(['accept', 'content-type', 'user-agent']);

const entrySchema = z.looseObject({
  type: z.string().optional(),
  command: z.string().optional(),
  args: z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  cwd: z.string().optional(),
  url: z.string().optional(),
  httpUrl: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  excludeTools: z.array(z.string()).optional(),
  trust: z.boolean().optional(),
});
type Entry = z.infer<typeof entrySchema>;

const fileSchema = z.looseObject({
  mcpServers: z.record(z.string(), z.unknown()).optional(),
  /** VS Code's name for it. */
  servers: z.record(z.string(), z.unknown()).optional(),
});

/** The files that exist and hold servers, or can't be read. */
export function findConfigFiles(homeFolder: string, projects: readonly string[]): ConfigFile[] {
  const candidates = [
    ...projects.flatMap((project) => PROJECT_FILES.map((name) => ({ file: join(project, name), project }))),
    ...HOME_FILES.map((name) => ({ file: join(homeFolder, name), project: null })),
  ];
  const seen = new Set<string>();
  return candidates.flatMap(({ file, project }) => {
    // The home folder may itself be a project.
    if (seen.has(file) || !isFile(file)) return [];
    seen.add(file);
    const read = readConfigFile(file, project);
    return read.servers.length > 0 || read.problem !== undefined ? [read] : [];
  });
}

/** Never throws: what can't be read is said. */
export function readConfigFile(file: string, project: string | null): ConfigFile {
  try {
    if (statSync(file).size > MAX_FILE_BYTES) return { file, project, servers: [], problem: 'The file is too large.' };
    const content = fileSchema.parse(parseLooseJson(readFileSync(file, 'utf8')));
    const entries = Object.entries(content.mcpServers ?? (basename(file) === 'mcp.json' ? content.servers : undefined) ?? {});
    return { file, project, servers: withDistinctNames(entries.flatMap(([key, entry]) => toFound(key, entry, project))) };
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? 'It has another form than expected.' : String(error instanceof Error ? error.message : error);
    return { file, project, servers: [], problem: `The file can’t be read: ${reason}` };
  }
}

function toFound(key: string, value: unknown, project: string | null): FoundServer[] {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return [];
  const connection = mcpConnectionDraftSchema.safeParse(connectionOf(parsed.data, project));
  if (!connection.success) return [];
  const name = toName(key);
  const remarks = remarksOn(key, name, parsed.data, connection.data);
  return [{ key, name, connection: connection.data, disabledTools: parsed.data.excludeTools ?? [], remarks }];
}

function connectionOf(entry: Entry, project: string | null): unknown {
  const url = entry.httpUrl ?? entry.url;
  if (url !== undefined) {
    const headers = Object.entries(entry.headers ?? {}).map(([name, value]) => {
      return { name, value, secret: !OPEN_HEADERS.has(name.toLowerCase()) };
    });
    return { type: entry.type === 'sse' ? 'sse' : 'http', url, headers };
  }
  const env = Object.entries(entry.env ?? {}).map(([name, value]) => ({ name, value, secret: isSecret(name, value) }));
  const cwd = entry.cwd === undefined || isAbsolute(entry.cwd) || project === null ? (entry.cwd ?? null) : resolve(project, entry.cwd);
  return { type: 'stdio', command: entry.command, args: entry.args ?? [], env, cwd };
}

function isSecret(name: string, value: string): boolean {
  return isSecretName(name) || redactor.redact(value) !== value;
}

function remarksOn(key: string, name: string, entry: Entry, connection: McpConnectionDraft): string[] {
  const remarks: string[] = [];
  const references = [...new Set(JSON.stringify(connection).match(/\$\{?[A-Za-z_][A-Za-z0-9_]*/g) ?? [])];
  if (references.length > 0) {
    const names = references.map((reference) => reference.replace(/^\$\{?/, '')).join(', ');
    remarks.push(`It refers to ${names} of your environment, which is not filled in. Enter the values after the import.`);
  }
  if (entry.trust === true) remarks.push('The file lets it run without asking. Here its calls are asked about like all others.');
  if (name !== key) remarks.push(`Its name in the file is “${key}”.`);
  const plain = connection.type === 'stdio' ? connection.args.join(' ') : connection.url;
  if (redactor.redact(plain) !== plain) remarks.push('An argument looks like a secret, and arguments are not kept in the key store.');
  return remarks;
}

/** The nearest name that fits the rules. */
function toName(key: string): string {
  const name = key
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^[^a-zA-Z]+|-+$/g, '')
    .slice(0, 32);
  return mcpServerNameSchema.safeParse(name).success ? name : 'server';
}

function withDistinctNames(servers: FoundServer[]): FoundServer[] {
  const used = new Set<string>();
  return servers.map((server) => {
    let { name } = server;
    for (let number = 2; used.has(name); number++) name = `${server.name.slice(0, 28)}-${number}`;
    used.add(name);
    return { ...server, name };
  });
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
