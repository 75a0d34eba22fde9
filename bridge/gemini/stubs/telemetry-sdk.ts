/**
 * Stands in for the SDK's telemetry/sdk.js, which loads OpenTelemetry with all its exporters. Telemetry is off in the bridge. The original
 * keeps every event in memory until telemetry starts, which then never happens: dropping them is also what keeps a long session small.
 */
export const isTelemetrySdkInitialized = (): boolean => false;
export const bufferTelemetryEvent = (_send: () => void | Promise<void>): void => {};
export const initializeTelemetry = async (): Promise<void> => {};
export const flushTelemetry = async (): Promise<void> => {};
export const shutdownTelemetry = async (): Promise<void> => {};
