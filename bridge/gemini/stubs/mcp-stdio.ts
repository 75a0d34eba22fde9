/** Stands in for the stdio transport of the MCP SDK in the Gemini SDK's client: ours ends the children of a server, too. */
export { McpStdioTransport as StdioClientTransport } from '../mcp/mcp-stdio-transport.ts';
