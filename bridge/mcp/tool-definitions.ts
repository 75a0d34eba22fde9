/** The code map's commands as MCP tools: the catalogue of protocol/intermap-tools.ts with a `project` beside each command's own arguments. */
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { INTERMAP_COMMANDS } from '#protocol/intermap.ts';
import {
  findIntermapTool,
  INTERMAP_TOOLS,
  type IntermapTool,
  intermapToolArguments,
  intermapToolParameters,
} from '#protocol/intermap-tools.ts';

type Args = Record<string, unknown>;

/** Every tool, described for the client. `defaultProject` null: `project` is then a required argument. */
export function toolDefinitions(defaultProject: string | null): Tool[] {
  return INTERMAP_TOOLS.map((tool) => ({
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: inputSchema(tool, defaultProject),
    outputSchema: outputSchema(tool),
    annotations: { title: tool.title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  }));
}

function inputSchema(tool: IntermapTool, defaultProject: string | null): Tool['inputSchema'] {
  const own = intermapToolParameters(tool) as { properties?: Record<string, object>; required?: string[] };
  const project = {
    type: 'string',
    description: `The project's folder, as an absolute path.${defaultProject === null ? '' : ` Default: ${defaultProject}`}`,
  };
  return {
    type: 'object',
    properties: { ...own.properties, project },
    required: [...(own.required ?? []), ...(defaultProject === null ? ['project'] : [])],
    additionalProperties: false,
  };
}

/** The map is sent as text; its files would say the same once more. */
export function resultSchema(tool: IntermapTool): z.ZodType<Record<string, unknown>> {
  const { result } = INTERMAP_COMMANDS[tool.command];
  return (tool.command === 'repo_map' ? INTERMAP_COMMANDS.repo_map.result.omit({ files: true }) : result) as z.ZodType<
    Record<string, unknown>
  >;
}

function outputSchema(tool: IntermapTool): NonNullable<Tool['outputSchema']> {
  const { $schema: _, ...schema } = z.toJSONSchema(resultSchema(tool), { io: 'input' });
  return schema as NonNullable<Tool['outputSchema']>;
}

/** The call is wrong in a way that the model can mend; the message says how. */
export class BadCall extends Error {}

/** What is to be run. Throws `BadCall`. */
export function readCall(name: string, given: Args, defaultProject: string | null): { tool: IntermapTool; project: string; args: Args } {
  const tool = findIntermapTool(name);
  if (tool === undefined)
    throw new BadCall(`There is no tool named ${name}. There are: ${INTERMAP_TOOLS.map((known) => known.name).join(', ')}.`);
  const { project = defaultProject, ...own } = given;
  if (project === null) throw new BadCall('Say which project: give "project", the absolute path of its folder.');
  if (typeof project !== 'string' || project === '') throw new BadCall('"project" is the absolute path of a folder.');
  const known = Object.keys(INTERMAP_COMMANDS[tool.command].args.shape);
  const unknown = Object.keys(own).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new BadCall(
      `${tool.name} has no argument ${unknown.map((key) => `"${key}"`).join(', ')}. It takes: ${[...known, 'project'].join(', ')}.`,
    );
  }
  try {
    return { tool, project, args: intermapToolArguments(tool, own) };
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new BadCall(`The arguments of ${tool.name} are not valid.\n${z.prettifyError(error)}`, { cause: error });
    throw error;
  }
}
