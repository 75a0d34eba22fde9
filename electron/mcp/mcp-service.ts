/** The MCP servers a person has set up: kept, changed, tried, imported, and given to the agents they are for. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { redactor } from '#platform/redaction.ts';
import type { McpServer as BridgeMcpServer } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import type { McpImportSource, McpServer, McpServerDraft, McpServerPatch, McpServerState, McpTest } from '#protocol/mcp.ts';
import { type ConfigFile, findConfigFiles, readConfigFile } from './config-files.ts';
import type { McpSecrets } from './mcp-secrets.ts';
import type { McpStore, StoredMcpServer } from './mcp-store.ts';
import { splitSecrets, toShown, toUsed } from './mcp-variables.ts';

/** How long a removed server can be brought back; the window offers it for ten seconds. */
const UNDO_MS = 60_000;

export interface McpServiceOptions {
  store: McpStore;
  secrets: McpSecrets;
  homeFolder: string;
  /** Folders of projects whose files can be imported from. */
  projects: () => string[];
  probe: (server: BridgeMcpServer, folder: string) => Promise<McpTest>;
  /** Asks the agents that run now; those without MCP servers are left out. */
  askAgents: () => Promise<{ conversationId: string; states: McpServerState[] }[]>;
  restartInAgents: (name: string) => Promise<void>;
  /** The servers themselves changed: agents that run have to be told. */
  onServersChanged: () => void;
  announce: (servers: McpServer[]) => void;
}

export interface McpService {
  list(): Promise<McpServer[]>;
  /** Adds a server or replaces the one with this id. Throws `conflict` for a name that is taken. */
  save(draft: McpServerDraft, id?: string): Promise<McpServer[]>;
  update(id: string, patch: McpServerPatch): Promise<McpServer[]>;
  remove(id: string): Promise<McpServer[]>;
  undoRemove(id: string): Promise<McpServer[]>;
  /** Starts it once, lists its tools and ends it. */
  test(draft: McpServerDraft, id?: string): Promise<McpTest>;
  restart(id: string): Promise<McpServer[]>;
  importSources(): McpImportSource[];
  /** One file the person chose. */
  importSource(file: string): McpImportSource;
  /** Brings servers in, switched off. Starts nothing. */
  import(file: string, project: string | null, keys: readonly string[], projects: string[] | null): Promise<McpServer[]>;
  /** For an agent that works in this folder. Holds secrets. */
  serversFor(folder: string | null): Record<string, BridgeMcpServer>;
  /** An agent told how its servers do. */
  follow(conversationId: string, states: McpServerState[]): void;
}

export function createMcpService(options: McpServiceOptions): McpService {
  const { store, secrets } = options;
  const running = new Map<string, McpServerState[]>();
  const removed = new Map<string, { server: StoredMcpServer; values: Record<string, string>; index: number }>();

  const stored = (id: string): StoredMcpServer => {
    const server = store.all().find((candidate) => candidate.id === id);
    if (server === undefined) throw new AppError({ code: 'not-found', message: 'This MCP server is not there any more.' });
    return server;
  };

  const shown = (): McpServer[] =>
    store.all().map((server) => ({
      ...server,
      connection: toShown(server.connection, secrets.of(server.id)),
      running: [...running].flatMap(([conversationId, states]) =>
        states.filter(({ name }) => name === server.name).map((state) => ({ conversationId, state })),
      ),
    }));

  const announce = () => options.announce(shown());

  const replace = (servers: readonly StoredMcpServer[]): McpServer[] => {
    store.replace(servers);
    options.onServersChanged();
    announce();
    return shown();
  };

  const assertFreeName = (name: string, id: string | undefined) => {
    const taken = store.all().some((server) => server.id !== id && server.name.toLowerCase() === name.toLowerCase());
    if (taken) throw new AppError({ code: 'conflict', message: `There is an MCP server called ${name} already. Choose another name.` });
  };

  const toSource = ({ servers, ...source }: ConfigFile): McpImportSource => ({
    ...source,
    servers: servers.map(({ key, name, connection, remarks }) => {
      const { connection: kept, secrets: values } = splitSecrets(connection, {});
      return { key, name, connection: toShown(kept, values), exists: isTaken(name), remarks };
    }),
  });
  const isTaken = (name: string) => store.all().some((server) => server.name.toLowerCase() === name.toLowerCase());

  /** What a server offers is remembered, so that single tools can be switched off while it does not run. */
  const rememberTools = (states: readonly McpServerState[]) => {
    let isChanged = false;
    const servers = store.all().map((server) => {
      const seen = states.find(({ name, state, tools }) => name === server.name && state === 'connected' && tools.length > 0)?.tools;
      if (seen === undefined) return server;
      // Those switched off are not offered to the agent, so it does not name them.
      const off = server.tools.filter(({ name }) => server.disabledTools.includes(name) && !seen.some((tool) => tool.name === name));
      const tools = [...seen, ...off].toSorted((a, b) => a.name.localeCompare(b.name));
      if (JSON.stringify(tools) === JSON.stringify(server.tools)) return server;
      isChanged = true;
      return { ...server, tools };
    });
    if (isChanged) store.replace(servers);
  };

  const follow = (conversationId: string, states: McpServerState[]) => {
    // A server may print what it was given.
    const safe = states.map((state) => (state.stderr === undefined ? state : { ...state, stderr: redactor.redact(state.stderr) }));
    if (safe.length === 0) running.delete(conversationId);
    else running.set(conversationId, safe);
    rememberTools(safe);
  };

  return {
    async list() {
      const agents = await options.askAgents();
      running.clear();
      for (const { conversationId, states } of agents) follow(conversationId, states);
      return shown();
    },

    async save(draft, id = randomUUID()) {
      assertFreeName(draft.name, id);
      const before = store.all().find((server) => server.id === id);
      const { connection, secrets: values } = splitSecrets(draft.connection, secrets.of(id));
      const server: StoredMcpServer = {
        ...draft,
        id,
        connection,
        importedFrom: before?.importedFrom ?? null,
        tools: before?.tools ?? [],
      };
      secrets.set(id, values);
      const others = store.all();
      return replace(before === undefined ? [...others, server] : others.map((other) => (other.id === id ? server : other)));
    },

    async update(id, patch) {
      const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const server = { ...stored(id), ...changed };
      return replace(store.all().map((other) => (other.id === id ? server : other)));
    },

    async remove(id) {
      const server = stored(id);
      const index = store.all().indexOf(server);
      removed.set(id, { server, values: { ...secrets.of(id) }, index });
      setTimeout(() => removed.delete(id), UNDO_MS).unref();
      const servers = replace(store.all().filter((other) => other.id !== id));
      secrets.set(id, {});
      return servers;
    },

    async undoRemove(id) {
      const entry = removed.get(id);
      if (entry === undefined) throw new AppError({ code: 'not-found', message: 'This MCP server can’t be brought back any more.' });
      assertFreeName(entry.server.name, id);
      removed.delete(id);
      secrets.set(id, entry.values);
      return replace(store.all().toSpliced(entry.index, 0, entry.server));
    },

    async test(draft, id) {
      const known = id === undefined ? {} : secrets.of(id);
      const { connection, secrets: values } = splitSecrets(draft.connection, known);
      const used = toUsed({ ...draft, connection, disabledTools: [] }, values);
      const folder = draft.projects?.find((project) => existsSync(project)) ?? options.homeFolder;
      const result = await options.probe(used, folder);
      if (!result.ok) return { ...result, stderr: redactor.redact(result.stderr) };
      const tested = id === undefined ? undefined : store.all().find((server) => server.id === id);
      if (tested !== undefined) {
        store.replace(store.all().map((server) => (server.id === id ? { ...server, tools: result.tools } : server)));
        announce();
      }
      return result;
    },

    async restart(id) {
      const { name } = stored(id);
      await options.restartInAgents(name);
      return this.list();
    },

    importSources: () => findConfigFiles(options.homeFolder, options.projects()).map(toSource),
    importSource: (file) => toSource(readConfigFile(file, null)),

    async import(file, project, keys, projects) {
      const found = readConfigFile(file, project).servers.filter(({ key, name }) => keys.includes(key) && !isTaken(name));
      const servers = found.map(({ name, connection, disabledTools }): StoredMcpServer => {
        const id = randomUUID();
        const { connection: kept, secrets: values } = splitSecrets(connection, {});
        secrets.set(id, values);
        const limits = { startSeconds: 60, callSeconds: 60 };
        return { id, name, connection: kept, enabled: false, projects, disabledTools, ...limits, importedFrom: file, tools: [] };
      });
      return replace([...store.all(), ...servers]);
    },

    serversFor(folder) {
      const usable = store.all().filter(({ enabled, projects }) => enabled && isFor(projects, folder));
      return Object.fromEntries(usable.map((server) => [server.name, toUsed(server, secrets.of(server.id))]));
    },

    follow(conversationId, states) {
      follow(conversationId, states);
      announce();
    },
  };
}

/** A server for a project is also for the folders inside it. */
function isFor(projects: readonly string[] | null, folder: string | null): boolean {
  if (projects === null) return true;
  if (folder === null) return false;
  const inside = resolve(folder);
  return projects.some((project) => inside === resolve(project) || inside.startsWith(resolve(project) + sep));
}
