import type { Metafile } from 'esbuild';

/** See build.mjs. */
export function build(options: { outDir: string; root: string }): Promise<{ entry: string; metafile: Metafile }>;
