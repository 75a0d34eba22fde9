/** Stands in for the SDK's telemetry/gcp-exporters.js (Google Cloud client libraries, gRPC). Only telemetry/sdk.js makes them. */
import { unused } from './unused.ts';

export class GcpTraceExporter {
  constructor() {
    unused('The Google Cloud trace exporter');
  }
}
export class GcpMetricExporter {
  constructor() {
    unused('The Google Cloud metric exporter');
  }
}
export class GcpLogExporter {
  constructor() {
    unused('The Google Cloud log exporter');
  }
}
