/** Bundles the program that tries MCP servers; it also runs on Electron as Node. */
import { buildSmallProgram } from '../serving/build-small-program.mjs';

/** @param {{ outDir: string, root: string }} options See build-small-program.mjs. */
export function build(options) {
  return buildSmallProgram({ ...options, name: 'mcp-probe', entryName: 'mcp-probe.js' });
}
