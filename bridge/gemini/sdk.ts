/**
 * Everything we take of the Gemini SDK, and the only file that knows where it lives there.
 *
 * Imported module by module instead of from the package's index, which loads half a second of code that no bridge runs
 * (voice, IDE installers, extensions). The package has no `exports` map, so these paths are as public as its index.
 */
export { Config, MCPServerConfig } from '@google/gemini-cli-core/dist/src/config/config.js';
export type { MessageBus } from '@google/gemini-cli-core/dist/src/confirmation-bus/message-bus.js';
export type { ToolCallsUpdateMessage } from '@google/gemini-cli-core/dist/src/confirmation-bus/types.js';
export { MessageBusType } from '@google/gemini-cli-core/dist/src/confirmation-bus/types.js';
export type { GeminiClient } from '@google/gemini-cli-core/dist/src/core/client.js';
export type { ContentGenerator } from '@google/gemini-cli-core/dist/src/core/contentGenerator.js';
export { AuthType } from '@google/gemini-cli-core/dist/src/core/contentGenerator.js';
export { tokenLimit } from '@google/gemini-cli-core/dist/src/core/tokenLimits.js';
export type { ServerGeminiStreamEvent } from '@google/gemini-cli-core/dist/src/core/turn.js';
export { CompressionStatus, GeminiEventType } from '@google/gemini-cli-core/dist/src/core/turn.js';
export { createPolicyEngineConfig, createPolicyUpdater } from '@google/gemini-cli-core/dist/src/policy/config.js';
export { ApprovalMode as SdkApprovalMode, PolicyDecision } from '@google/gemini-cli-core/dist/src/policy/types.js';
export { Scheduler } from '@google/gemini-cli-core/dist/src/scheduler/scheduler.js';
export type { ToolExecutor } from '@google/gemini-cli-core/dist/src/scheduler/tool-executor.js';
export type {
  CompletedToolCall,
  ExecutingToolCall,
  ToolCall as SdkToolCall,
  ToolCallRequestInfo,
  WaitingToolCall,
} from '@google/gemini-cli-core/dist/src/scheduler/types.js';
export { CoreToolCallStatus, ROOT_SCHEDULER_ID } from '@google/gemini-cli-core/dist/src/scheduler/types.js';
export { ChatRecordingService } from '@google/gemini-cli-core/dist/src/services/chatRecordingService.js';
export { ShellExecutionService } from '@google/gemini-cli-core/dist/src/services/shellExecutionService.js';
export { McpClient } from '@google/gemini-cli-core/dist/src/tools/mcp-client.js';
export { DiscoveredMCPTool } from '@google/gemini-cli-core/dist/src/tools/mcp-tool.js';
export { ToolErrorType } from '@google/gemini-cli-core/dist/src/tools/tool-error.js';
export { ALL_BUILTIN_TOOL_NAMES } from '@google/gemini-cli-core/dist/src/tools/tool-names.js';
export type {
  ExecuteOptions,
  ToolCallConfirmationDetails,
  ToolInvocation,
  ToolResult as SdkToolResult,
} from '@google/gemini-cli-core/dist/src/tools/tools.js';
export {
  BaseDeclarativeTool,
  BaseToolInvocation,
  Kind,
  ToolConfirmationOutcome,
} from '@google/gemini-cli-core/dist/src/tools/tools.js';
export type { ApprovalModeChangedPayload, RetryAttemptPayload } from '@google/gemini-cli-core/dist/src/utils/events.js';
export { CoreEvent, coreEvents } from '@google/gemini-cli-core/dist/src/utils/events.js';
export type {
  Content,
  FunctionDeclaration,
  GenerateContentResponse,
  GenerateContentResponseUsageMetadata,
  Part as ContentPart,
} from '@google/genai';
export { FinishReason } from '@google/genai';
