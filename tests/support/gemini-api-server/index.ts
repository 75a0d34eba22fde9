/** A scripted Gemini API for tests; see server.ts. */

export { demoAnswer } from './demo-answers.ts';
export { type Gate, gate } from './gate.ts';
export * from './replies.ts';
export {
  type GeminiApiServer,
  type GeminiApiServerOptions,
  type RecordedRequest,
  startGeminiApiServer,
} from './server.ts';
