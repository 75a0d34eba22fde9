/**
 * Starts the demo provider by hand, with Electron's Node or any Node that reads TypeScript:
 *
 *     node tests/support/gemini-api-server/main.ts [port]
 *
 * It prints the variables to start the app or a bridge with.
 */
import { demoAnswer } from './demo-answers.ts';
import { startGeminiApiServer } from './server.ts';

const port = Number(process.argv[2] ?? 0);
const api = await startGeminiApiServer({ port });
api.answerWith(demoAnswer);
console.log(`GEMINI_API_KEY=demo GOOGLE_GEMINI_BASE_URL=${api.baseUrl}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void api.close().then(() => process.exit(0)));
