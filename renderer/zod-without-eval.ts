/**
 * zod compiles schemas with `new Function` where it may. The content security policy forbids that, and each attempt would be
 * reported as a violation. Must be loaded before any schema is built: the first import of main.tsx.
 */
import { config } from 'zod';

config({ jitless: true });
