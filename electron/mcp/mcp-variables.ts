/** Variables and headers of a server in their three forms: as kept (secrets by name), as shown (secrets as dots), as used (all values). */
import type { McpServer as BridgeMcpServer } from '#protocol/bridge.ts';
import type { McpConnection, McpConnectionDraft, McpVariable, McpVariableDraft } from '#protocol/mcp.ts';
import type { SecretValues } from './mcp-secrets.ts';
import type { StoredMcpServer } from './mcp-store.ts';

export function variablesOf(connection: McpConnectionDraft): McpVariableDraft[] {
  return connection.type === 'stdio' ? connection.env : connection.headers;
}

/** Takes the secrets out of what came from the form; one without a value keeps what it had. */
export function splitSecrets(
  connection: McpConnectionDraft,
  known: SecretValues,
): { connection: McpConnectionDraft; secrets: Record<string, string> } {
  const secrets: Record<string, string> = {};
  const variables = variablesOf(connection).map(({ name, secret, value }) => {
    if (!secret) return { name, secret, value: value ?? '' };
    const kept = value ?? known[name];
    if (kept !== undefined) secrets[name] = kept;
    return { name, secret };
  });
  return { connection: withVariables(connection, variables), secrets };
}

/** For the window. */
export function toShown(connection: McpConnectionDraft, secrets: SecretValues): McpConnection {
  const variables = variablesOf(connection).map(({ name, secret, value }): McpVariable => {
    return secret ? { name, secret, isSet: secrets[name] !== undefined } : { name, secret, value: value ?? '', isSet: true };
  });
  return connection.type === 'stdio' ? { ...connection, env: variables } : { ...connection, headers: variables };
}

/** For an agent's process. Nothing else may see the result. */
export function toUsed(
  {
    connection,
    disabledTools,
    startSeconds,
    callSeconds,
  }: Pick<StoredMcpServer, 'connection' | 'disabledTools' | 'startSeconds' | 'callSeconds'>,
  secrets: SecretValues,
): BridgeMcpServer {
  const values = Object.fromEntries(
    variablesOf(connection).flatMap(({ name, secret, value }) => {
      const used = secret ? secrets[name] : value;
      return used === undefined ? [] : [[name, used]];
    }),
  );
  const limits = { excludeTools: disabledTools, startTimeoutMs: startSeconds * 1000, callTimeoutMs: callSeconds * 1000 };
  if (connection.type !== 'stdio') return { url: connection.url, headers: values, transport: connection.type, ...limits };
  const { command, args, cwd } = connection;
  return { command, args, env: values, ...(cwd !== null && { cwd }), ...limits };
}

function withVariables(connection: McpConnectionDraft, variables: McpVariableDraft[]): McpConnectionDraft {
  return connection.type === 'stdio' ? { ...connection, env: variables } : { ...connection, headers: variables };
}
