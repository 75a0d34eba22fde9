/**
 * Stands in for the SDK's own index, which some of its modules import one name from and so load everything: voice, IDE, extensions.
 * These are the names they use; the build fails when a new version wants another one.
 */
export { resolveModel } from '@google/gemini-cli-core/dist/src/config/models.js';
export { LlmRole } from '@google/gemini-cli-core/dist/src/telemetry/llmRole.js';
export { logToolOutputTruncated } from '@google/gemini-cli-core/dist/src/telemetry/loggers.js';
export { runInDevTraceSpan } from '@google/gemini-cli-core/dist/src/telemetry/trace.js';
export { ToolOutputTruncatedEvent } from '@google/gemini-cli-core/dist/src/telemetry/types.js';
export { ToolErrorType } from '@google/gemini-cli-core/dist/src/tools/tool-error.js';
export { isTool } from '@google/gemini-cli-core/dist/src/tools/tools.js';
export { debugLogger } from '@google/gemini-cli-core/dist/src/utils/debugLogger.js';
export { getVersion } from '@google/gemini-cli-core/dist/src/utils/version.js';
