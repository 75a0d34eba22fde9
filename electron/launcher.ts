/**
 * The file that Electron starts. It turns on the compile cache, which only works for modules loaded afterwards, and loads the app: parsing the
 * app's code anew was the longest single thing of a start.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { app } from 'electron';
import { resolveDataFolder } from './app-paths.ts';

// Where the person's folder is follows from the name.
app.setName('Agent Manager');
// Beside the engine's own caches, in a folder of its kind. One that can't be written costs start-up time and nothing else: it does not throw.
enableCompileCache(join(resolveDataFolder(), 'Code Cache', 'main'));
// Waited for: what has to be said before the app is ready is said in there.
await import('./main.ts');
