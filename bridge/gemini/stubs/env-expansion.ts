/** Stands in for the SDK's expansion of `$NAME` in headers of MCP servers: a token may hold a dollar sign, and what a person typed is meant. */
export const expandEnvVars = (text: string): string => text;
