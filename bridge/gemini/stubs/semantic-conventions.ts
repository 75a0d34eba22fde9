/** Stands in for @opentelemetry/semantic-conventions: the one name the SDK uses of a table of a thousand. */
export const SemanticAttributes = { HTTP_STATUS_CODE: 'http.status_code' } as const;
