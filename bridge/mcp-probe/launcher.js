/**
 * The file that is started. Written so that it is the same program as CommonJS and as an ES module: copied out of the project there is no
 * package.json to say which.
 */
import('./mcp-probe/main.mjs');
