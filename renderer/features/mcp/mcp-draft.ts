/** The form of an MCP server as it is typed, and what it becomes. */
import {
  MCP_CALL_SECONDS,
  MCP_START_SECONDS,
  type McpConnectionDraft,
  type McpServer,
  type McpServerDraft,
  mcpServerDraftSchema,
  mcpServerNameSchema,
} from '#protocol/mcp.ts';
import { strings } from '../../strings/strings.ts';

/** One line of variables or headers. */
export type VariableDraft = {
  /** Tells lines apart while names are typed. */
  key: number;
  name: string;
  value: string;
  secret: boolean;
  /** A secret with a value that main keeps: left empty, it stays. */
  isSet: boolean;
};

export type McpDraft = {
  name: string;
  type: 'stdio' | 'http' | 'sse';
  command: string;
  /** One argument per line. */
  args: string;
  cwd: string;
  url: string;
  /** Environment variables of a program. */
  env: VariableDraft[];
  headers: VariableDraft[];
  enabled: boolean;
  everywhere: boolean;
  projects: string[];
  startSeconds: string;
  callSeconds: string;
  disabledTools: string[];
};

export type McpDraftErrors = Partial<
  Record<'name' | 'command' | 'url' | 'cwd' | 'env' | 'headers' | 'projects' | 'startSeconds' | 'callSeconds', string>
>;

let lastKey = 0;

export function emptyVariable(): VariableDraft {
  lastKey += 1;
  return { key: lastKey, name: '', value: '', secret: false, isSet: false };
}

export const EMPTY_DRAFT: McpDraft = {
  name: '',
  type: 'stdio',
  command: '',
  args: '',
  cwd: '',
  url: '',
  env: [],
  headers: [],
  enabled: true,
  everywhere: true,
  projects: [],
  startSeconds: String(MCP_START_SECONDS),
  callSeconds: String(MCP_CALL_SECONDS),
  disabledTools: [],
};

export function draftOf(server: McpServer): McpDraft {
  const { connection } = server;
  const lines = (connection.type === 'stdio' ? connection.env : connection.headers).map(
    ({ name, value, secret, isSet }): VariableDraft => ({ ...emptyVariable(), name, value: value ?? '', secret, isSet }),
  );
  return {
    ...EMPTY_DRAFT,
    name: server.name,
    type: connection.type,
    ...(connection.type === 'stdio'
      ? { command: connection.command, args: connection.args.join('\n'), cwd: connection.cwd ?? '', env: lines }
      : { url: connection.url, headers: lines }),
    enabled: server.enabled,
    everywhere: server.projects === null,
    projects: server.projects ?? [],
    startSeconds: String(server.startSeconds),
    callSeconds: String(server.callSeconds),
    disabledTools: server.disabledTools,
  };
}

/** What is to be saved, or what is wrong with it, by field. */
export function checkDraft(draft: McpDraft, otherNames: readonly string[]): { draft: McpServerDraft } | { errors: McpDraftErrors } {
  const errors: McpDraftErrors = {};
  const name = draft.name.trim();
  if (!mcpServerNameSchema.safeParse(name).success) errors.name = strings.mcp.nameRule;
  else if (otherNames.some((other) => other.toLowerCase() === name.toLowerCase())) errors.name = strings.mcp.nameTaken;
  if (draft.type === 'stdio') {
    if (draft.command.trim() === '') errors.command = strings.mcp.enterProgram;
    if (draft.cwd.trim() !== '' && !isAbsolute(draft.cwd.trim())) errors.cwd = strings.mcp.enterWholePath;
    addVariableError(errors, 'env', draft.env);
  } else {
    if (!isWebAddress(draft.url.trim())) errors.url = strings.mcp.enterAddress;
    addVariableError(errors, 'headers', draft.headers);
  }
  if (!draft.everywhere && draft.projects.length === 0) errors.projects = strings.mcp.chooseOneProject;
  if (!isWithin(draft.startSeconds, 600)) errors.startSeconds = strings.mcp.wholeNumberTo600;
  if (!isWithin(draft.callSeconds, 3600)) errors.callSeconds = strings.mcp.wholeNumberTo3600;
  if (Object.keys(errors).length > 0) return { errors };
  const parsed = mcpServerDraftSchema.safeParse({
    name,
    enabled: draft.enabled,
    projects: draft.everywhere ? null : draft.projects,
    disabledTools: draft.disabledTools,
    startSeconds: Number(draft.startSeconds),
    callSeconds: Number(draft.callSeconds),
    connection: connectionOf(draft),
  });
  // Only lengths are left to be wrong.
  return parsed.success ? { draft: parsed.data } : { errors: { name: parsed.error.issues[0]?.message ?? strings.mcp.tooLong } };
}

function connectionOf(draft: McpDraft): McpConnectionDraft {
  const variables = (lines: VariableDraft[]) =>
    lines
      .filter(({ name }) => name.trim() !== '')
      // A secret that is left empty keeps what main has.
      .map(({ name, value, secret, isSet }) => ({ name: name.trim(), secret, ...(!(secret && isSet && value === '') && { value }) }));
  if (draft.type !== 'stdio') return { type: draft.type, url: draft.url.trim(), headers: variables(draft.headers) };
  const args = draft.args.split('\n').filter((argument) => argument !== '');
  const cwd = draft.cwd.trim();
  return { type: 'stdio', command: draft.command.trim(), args, cwd: cwd === '' ? null : cwd, env: variables(draft.env) };
}

function addVariableError(errors: McpDraftErrors, field: 'env' | 'headers', lines: VariableDraft[]): void {
  const names = lines.map(({ name }) => name.trim());
  if (lines.some(({ name, value }) => name.trim() === '' && value !== '')) errors[field] = strings.mcp.nameEach;
  else if (names.some((name) => /[\s=:]/.test(name))) errors[field] = strings.mcp.nameCharacters;
  else if (names.some((name, index) => name !== '' && names.indexOf(name) !== index)) errors[field] = strings.mcp.nameOnce;
}

function isWithin(text: string, max: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= max;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-zA-Z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
