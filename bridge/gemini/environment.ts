/** What the bridge takes from its environment: credentials, which then leave it, and the folder its state lives in. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** How to sign in to the provider. */
export type Credentials =
  | { method: 'api-key'; apiKey: string; baseUrl?: string }
  /** A gateway that does its own signing-in. */
  | { method: 'gateway'; baseUrl: string }
  | { method: 'vertex-ai'; apiKey?: string };

const SECRET_VARIABLES = ['GEMINI_API_KEY', 'GOOGLE_API_KEY'] as const;

/** Set by whoever runs Electron as Node for us. A child that is an Electron app would start as a bare Node with it. */
const LAUNCH_VARIABLES = ['ELECTRON_RUN_AS_NODE', 'NODE_COMPILE_CACHE'] as const;

/**
 * Reads the credentials and removes them from the environment, so that commands the agent runs do not inherit them.
 * Null: there are none.
 */
export function takeCredentials(environment: NodeJS.ProcessEnv = process.env): Credentials | null {
  const { GEMINI_API_KEY: geminiKey, GOOGLE_API_KEY: googleKey, GOOGLE_GEMINI_BASE_URL: baseUrl } = environment;
  const isVertex = environment.GOOGLE_GENAI_USE_VERTEXAI === 'true' || environment.GOOGLE_GENAI_USE_VERTEXAI === '1';
  const hasProject = Boolean(environment.GOOGLE_CLOUD_PROJECT && environment.GOOGLE_CLOUD_LOCATION);
  for (const name of [...SECRET_VARIABLES, ...LAUNCH_VARIABLES]) delete environment[name];
  if (isVertex) return hasProject || googleKey ? { method: 'vertex-ai', ...(googleKey && { apiKey: googleKey }) } : null;
  const apiKey = geminiKey || googleKey;
  if (apiKey) return { method: 'api-key', apiKey, ...(baseUrl && { baseUrl }) };
  return baseUrl ? { method: 'gateway', baseUrl } : null;
}

/** The app's folder for agents' state; the launcher has set it. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const folder = environment.AGENT_MANAGER_STATE_DIR;
  if (!folder) throw new Error('AGENT_MANAGER_STATE_DIR is not set: start the bridge by gemini-bridge.js.');
  return path.resolve(folder);
}

/**
 * Points the SDK at a home of its own for this project: never the person's ~/.gemini, and one per project because "always allow" is
 * stored there and must not carry over from one project to another.
 */
export function setProjectHome(projectFolder: string, environment: NodeJS.ProcessEnv = process.env): string {
  const name = path.basename(projectFolder).replace(/[^\w.-]/g, '_') || 'root';
  const hash = createHash('sha256').update(path.resolve(projectFolder)).digest('hex').slice(0, 12);
  const home = path.join(stateFolder(environment), 'gemini', `${name}-${hash}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  environment.GEMINI_CLI_HOME = home;
  return home;
}

const BRIDGE_VARIABLES = new Set([
  'AGENT_MANAGER_STATE_DIR',
  'AGENT_MANAGER_GEMINI_ATTEMPTS',
  'AGENT_MANAGER_MCP_WAIT_MS',
  'GEMINI_CLI_HOME',
]);

/**
 * The environment of commands the agent runs: ours, without what only concerns the bridge. The mark by which the app finds its own
 * processes stays (platform/process-table.ts).
 */
export function commandEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (BRIDGE_VARIABLES.has(name) || value === undefined ? [] : [[name, value]])),
  );
}
