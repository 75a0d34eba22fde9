/** Bundles the MCP server; it looks for the Python package in `<outDir>/../python`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSmallProgram } from '../serving/build-small-program.mjs';

/** @param {{ outDir: string, root: string }} options See build-small-program.mjs. */
export async function build(options) {
  const { version } = JSON.parse(await readFile(path.join(options.root, 'package.json'), 'utf8'));
  const define = { 'process.env.INTERMAP_MCP_VERSION': JSON.stringify(version) };
  return buildSmallProgram({ ...options, name: 'mcp', entryName: 'intermap-mcp.js', define });
}
