/** Stands in for the SDK's core/apiKeyCredentialStorage.js: keys come from the client, never from the SDK's own key chain entry. */
export const loadApiKey = async (): Promise<null> => null;
