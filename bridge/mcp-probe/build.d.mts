/** See build.mjs. */
export function build(options: { outDir: string; root: string }): Promise<{ entry: string }>;
