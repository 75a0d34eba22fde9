/** Stands in for the client of remote agents (agents/a2a-client-manager.js: gRPC, protobuf). Agents of the SDK are off in the bridge. */
import { unused } from './unused.ts';

export class A2AClientManager {
  clearCache(): void {}
  getAgentCard(): undefined {
    return undefined;
  }
  getClient(): undefined {
    return undefined;
  }
  loadAgent(): never {
    return unused('The remote agent client');
  }
  sendMessageStream(): never {
    return unused('The remote agent client');
  }
  getTask(): never {
    return unused('The remote agent client');
  }
  cancelTask(): never {
    return unused('The remote agent client');
  }
}
