/**
 * The commands of the Python sidecar: what each takes and gives. The lines that carry them are in intermap-frames.ts.
 *
 * Results are parsed with these schemas at the boundary. They ignore fields they do not know, so that a newer sidecar works.
 */
import { z } from 'zod';

const line = z.number().int();
const confidence = z.number().min(0).max(1);

export const intermapSymbolSchema = z.object({
  file: z.string(),
  /** Qualified: `module.Class.method`. */
  name: z.string(),
  kind: z.string(),
  line,
  end_line: line.optional(),
  signature: z.string().optional(),
  /** The first line of the docstring. */
  doc: z.string().optional(),
  decorators: z.array(z.string()).optional(),
});
export type IntermapSymbol = z.infer<typeof intermapSymbolSchema>;

/** A target outside of the project has neither file nor line: `<builtin>.len`, `os.path.join`. */
export const intermapEndpointSchema = z.object({
  file: z.string().nullable(),
  name: z.string(),
  line: line.nullable(),
});

export const intermapEdgeSchema = z.object({
  from: intermapEndpointSchema,
  to: intermapEndpointSchema,
  confidence,
  /** Where the first such call stands. */
  line,
});
export type IntermapEdge = z.infer<typeof intermapEdgeSchema>;

/** What an answer could not see. */
const coverage = {
  parse_failures: z.array(z.object({ file: z.string(), line, message: z.string(), partial: z.boolean().optional() })),
  parse_failures_total: z.number().int().optional(),
  unsupported: z.array(z.object({ language: z.string(), files: z.number().int(), reason: z.string() })),
  scan_truncated: z.boolean().optional(),
  analysis_limits: z.record(z.string(), z.number()).optional(),
  /** Arguments the command does not know. */
  ignored_args: z.array(z.string()).optional(),
};

/** A page: `next_cursor` as `cursor` gives the next. */
const page = { total: z.number().int(), truncated: z.boolean(), next_cursor: z.string().nullable() };

const paging = { limit: z.number().int().min(1).optional(), cursor: z.string().optional() };

/** A definition by name (`f`, `Class.method`, `module.Class.method`, `file.py:f`), or by file and line. */
const target = { name: z.string().optional(), file: z.string().optional(), line: line.min(1).optional() };

export const intermapAffectedSchema = z.object({
  file: z.string(),
  name: z.string(),
  line,
  /** How many calls away from the change. */
  depth: z.number().int(),
  call_line: line,
  /** Names from here to the change. */
  why: z.array(z.string()),
  confidence,
  is_test: z.boolean(),
});
export type IntermapAffected = z.infer<typeof intermapAffectedSchema>;

const affected = {
  affected: z.array(intermapAffectedSchema),
  test_commands: z.array(z.string()),
  risk: z.enum(['none', 'low', 'medium', 'high']),
};

const namedPlace = z.object({ file: z.string(), name: z.string(), line });
const changedSymbol = z.object({ name: z.string(), kind: z.string(), line, end_line: line.optional() });
const changeStatus = z.enum(['added', 'modified', 'deleted', 'untracked']);

const projectSchema = z.object({
  project: z.string(),
  name: z.string(),
  markers: z.array(z.string()).optional(),
  exists: z.boolean(),
});

const none = z.object({});

/** Every command: what it takes and what it gives. `python -m intermap --list-commands` prints the same. */
export const INTERMAP_COMMANDS = {
  ping: {
    args: none,
    result: z.object({
      pong: z.literal(true),
      version: z.string(),
      protocol: z.number().int(),
      python: z.string(),
      pid: z.number().int(),
      /** The languages that can be read on this machine. */
      languages: z.array(z.string()),
    }),
  },
  projects: {
    args: z.object({ folder: z.string().optional(), depth: z.number().int().optional(), ...paging }),
    result: z.object({ projects: z.array(projectSchema), source: z.enum(['index', 'folder']), ...page }),
  },
  resolve_project: {
    args: z.object({ path: z.string().optional() }),
    result: z.object({
      project: z.string(),
      name: z.string(),
      markers: z.array(z.string()),
      repository: z.string().nullable(),
      found: z.boolean(),
    }),
  },
  structure: {
    args: z.object({ path: z.string().optional(), language: z.string().optional(), ...paging }),
    result: z.object({
      root: z.string(),
      files: z.array(
        z.object({
          file: z.string(),
          language: z.string(),
          lines: z.number().int(),
          /** ok, parse_failure, unsupported, binary, minified, too_large or unreadable. */
          status: z.string(),
          generated: z.boolean().optional(),
          module: z.string().optional(),
          symbols: z.array(z.object({ name: z.string(), kind: z.string(), line })).optional(),
          symbol_count: z.number().int().optional(),
          symbols_truncated: z.boolean().optional(),
        }),
      ),
      languages: z.record(z.string(), z.object({ files: z.number().int(), lines: z.number().int() })),
      ...page,
      ...coverage,
    }),
  },
  extract: {
    args: z.object({ file: z.string() }),
    result: z.object({
      file: z.string(),
      language: z.string(),
      lines: z.number().int(),
      generated: z.boolean(),
      module: z.string().nullable(),
      imports: z.array(z.object({ module: z.string(), line, file: z.string().nullable() })),
      symbols: z.array(intermapSymbolSchema.omit({ file: true })),
      calls: z.array(z.object({ from: z.string(), to: intermapEndpointSchema, line, confidence })),
      truncated: z.boolean(),
      parse_failures: coverage.parse_failures,
    }),
  },
  symbols: {
    args: z.object({
      query: z.string().optional(),
      kind: z.string().optional(),
      path: z.string().optional(),
      files: z.boolean().optional(),
      ...paging,
    }),
    result: z.object({ symbols: z.array(intermapSymbolSchema), ...page, ...coverage }),
  },
  definition: {
    args: z.object({ ...target, column: z.number().int().min(0).optional(), ...paging }),
    result: z.object({ definitions: z.array(intermapSymbolSchema), ...page, ...coverage }),
  },
  references: {
    args: z.object({ ...target, kind: z.enum(['call', 'read', 'import']).optional(), ...paging }),
    result: z.object({
      targets: z.array(intermapSymbolSchema),
      references: z.array(z.object({ file: z.string(), line, kind: z.string(), within: z.string(), of: z.string() })),
      ...page,
      ...coverage,
    }),
  },
  call_graph: {
    args: z.object({
      ...target,
      external: z.boolean().optional(),
      direction: z.enum(['callers', 'callees', 'both']).optional(),
      depth: z.number().int().min(1).optional(),
      ...paging,
    }),
    result: z.object({
      targets: z.array(intermapSymbolSchema).optional(),
      edges: z.array(intermapEdgeSchema),
      ...page,
      ...coverage,
    }),
  },
  impact: {
    args: z.object({ ...target, depth: z.number().int().min(1).optional(), ...paging }),
    result: z.object({
      targets: z.array(intermapSymbolSchema),
      ...affected,
      files: z.array(z.string()),
      tests: z.array(z.string()),
      /** The name is so common that not all of them were looked up: `references` does. */
      other_references_truncated: z.boolean().optional(),
      other_references: z.array(z.object({ file: z.string(), line, kind: z.string(), within: z.string() })),
      ...page,
      ...coverage,
    }),
  },
  dead_code: {
    args: z.object({
      path: z.string().optional(),
      entry_points: z.array(z.string()).optional(),
      min_confidence_percent: z.number().int().min(0).max(100).optional(),
      ...paging,
    }),
    result: z.object({
      dead: z.array(intermapSymbolSchema.extend({ confidence, reason: z.string() })),
      lines: z.number().int(),
      ...page,
      ...coverage,
    }),
  },
  architecture: {
    args: z.object({
      path: z.string().optional(),
      tests: z.boolean().optional(),
      limit: z.number().int().min(1).optional(),
    }),
    result: z.object({
      files: z.number().int(),
      dependencies: z.number().int(),
      cycles: z.array(
        z.object({
          length: z.number().int(),
          files: z.array(z.string()),
          /** A shortest cycle among them, import by import. */
          example: z.array(z.object({ from: z.string(), to: z.string(), line: line.nullable() })),
        }),
      ),
      cycle_count: z.number().int(),
      /** Layer 0 depends on nothing of the project. */
      layers: z.array(z.object({ layer: z.number().int(), count: z.number().int(), files: z.array(z.string()) })),
      folders: z.array(
        z.object({
          folder: z.string(),
          files: z.number().int(),
          mean_layer: z.number(),
          depends_on: z.record(z.string(), z.number().int()),
        }),
      ),
      entry_points: z.array(namedPlace.extend({ reason: z.string() })),
      entry_point_count: z.number().int(),
      hubs: z.array(z.object({ file: z.string(), used_by: z.number().int(), uses: z.number().int() })),
      truncated: z.boolean(),
      ...coverage,
    }),
  },
  change_impact: {
    args: z.object({
      git_base: z.string().optional(),
      files: z.array(z.string()).optional(),
      depth: z.number().int().min(1).optional(),
      ...paging,
    }),
    result: z.object({
      base: z.string().nullable(),
      changed: z.array(z.object({ file: z.string(), status: changeStatus, symbols: z.array(changedSymbol) })),
      ...affected,
      tests: z.array(
        z.object({
          file: z.string(),
          names: z.array(z.string()),
          reason: z.enum(['changed', 'calls', 'imports']),
          /** From the test to the change: names for calls, files for imports. */
          why: z.array(z.string()),
          confidence,
        }),
      ),
      ...page,
      ...coverage,
    }),
  },
  cross_project_deps: {
    args: z.object({ depth: z.number().int().optional(), ...paging }),
    result: z.object({
      projects: z.array(z.object({ project: z.string(), name: z.string(), manifests: z.array(z.string()) })),
      dependencies: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          kind: z.enum(['manifest', 'path', 'import']),
          file: z.string(),
          line,
          count: z.number().int(),
        }),
      ),
      external: z.array(z.object({ name: z.string(), projects: z.number().int() })),
      ...page,
      ...coverage,
    }),
  },
  detect_patterns: {
    args: z.object({ pattern: z.string().optional(), limit: z.number().int().min(1).optional() }),
    result: z.object({
      patterns: z.array(
        z.object({
          pattern: z.string(),
          description: z.string(),
          count: z.number().int(),
          places: z.array(namedPlace),
        }),
      ),
      truncated: z.boolean(),
      ...coverage,
    }),
  },
  live_changes: {
    args: z.object({ git_base: z.string().optional(), ...paging }),
    result: z.object({
      base: z.string(),
      files: z.array(
        z.object({
          file: z.string(),
          status: changeStatus,
          added_lines: z.number().int(),
          removed_lines: z.number().int(),
          symbols: z.array(changedSymbol),
        }),
      ),
      ...page,
      ...coverage,
    }),
  },
  reference_edges: {
    args: z.object({ path: z.string().optional(), ...paging }),
    result: z.object({
      edges: z.array(z.object({ from: z.string(), to: z.string(), imports: z.number().int(), calls: z.number().int() })),
      files: z.number().int(),
      ...page,
      ...coverage,
    }),
  },
  diagnostics: {
    args: z.object({
      path: z.string().optional(),
      severity: z.enum(['error', 'warning', 'information']).optional(),
      ...paging,
    }),
    result: z.object({
      diagnostics: z.array(
        z.object({
          file: z.string(),
          line,
          severity: z.enum(['error', 'warning', 'information']),
          code: z.string(),
          message: z.string(),
        }),
      ),
      index: z.object({
        files: z.number().int(),
        by_status: z.record(z.string(), z.number().int()),
        generated: z.array(z.string()),
        skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
        skipped_total: z.number().int(),
        is_persistent: z.boolean(),
        was_rebuilt: z.boolean(),
        last_refresh: z.record(z.string(), z.number().int()),
      }),
      ...page,
      ...coverage,
    }),
  },
  repo_map: {
    args: z.object({
      tokens: z.number().int().min(100).optional(),
      files: z.array(z.string()).optional(),
      mentions: z.array(z.string()).optional(),
    }),
    result: z.object({
      /** The map as text, ready for a prompt. */
      map: z.string(),
      tokens: z.number().int(),
      files: z.array(
        z.object({
          file: z.string(),
          rank: z.number(),
          symbols: z.array(z.object({ name: z.string(), kind: z.string(), line, signature: z.string().nullable() })),
        }),
      ),
      total_files: z.number().int(),
      truncated: z.boolean(),
      ...coverage,
    }),
  },
} as const;

export type IntermapCommand = keyof typeof INTERMAP_COMMANDS;

/** What a caller gives to a command. */
export type IntermapArgs<C extends IntermapCommand> = z.input<(typeof INTERMAP_COMMANDS)[C]['args']>;

/** What a command gives back. */
export type IntermapResult<C extends IntermapCommand> = z.output<(typeof INTERMAP_COMMANDS)[C]['result']>;

export const INTERMAP_COMMAND_NAMES = Object.keys(INTERMAP_COMMANDS) as [IntermapCommand, ...IntermapCommand[]];
