/** Leaves Zod's error messages in fifty languages out of a bundle: a bridge speaks one of them, and they cost start-up time. */
import { fileURLToPath } from 'node:url';

const ENGLISH_ONLY = fileURLToPath(new URL('zod-locales.ts', import.meta.url));

/** @type {import('esbuild').Plugin} */
export const withoutZodLocales = {
  name: 'without-zod-locales',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, (args) =>
      /[\\/]zod[\\/]v4[\\/]/.test(args.importer) ? { path: ENGLISH_ONLY } : undefined,
    );
  },
};
