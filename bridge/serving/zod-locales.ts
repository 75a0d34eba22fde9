/** Stands in for zod/v4/locales: the one language of fifty that is used. */
export { default as en } from 'zod/v4/locales/en.js';
