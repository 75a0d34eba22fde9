/**
 * A local HTTP server that speaks the Gemini API, so that tests run the real SDK over real HTTP. It answers what it was told to answer
 * and remembers what it was asked.
 *
 *     const api = await startGeminiApiServer();
 *     api.reply(say('Hello'));                                    // the next streamed request
 *     api.reply(callTools({ name: 'read_file', args: { file_path: 'a.txt' } }), say('It says hi'));
 *     api.answerWith((request) => say(`You said: ${request.lastText}`)); // whenever nothing is queued
 *     // start the bridge with GEMINI_API_KEY=any and GOOGLE_GEMINI_BASE_URL=api.baseUrl
 *     expect(api.streams[1]?.contents).toEqual([...]);            // what was really sent
 *     await api.close();
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Content, fail, invalidKey, type Reply } from './replies.ts';

export interface RecordedRequest {
  readonly method: 'streamGenerateContent' | 'generateContent' | 'countTokens' | 'listModels' | 'getModel';
  /** Empty for a list of models. */
  readonly model: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
  /** The conversation that was sent. */
  readonly contents: Content[];
  /** The text of the last message, the person's own words in a first round. */
  readonly lastText: string;
  /** Results of tools in the last message. */
  readonly toolResponses: { name: string; response: Record<string, unknown> }[];
  /** Names of the tools the model was offered. */
  readonly toolNames: string[];
  readonly systemInstruction: string;
  /** Fulfilled when the client has hung up or the answer is complete. */
  readonly closed: Promise<void>;
}

export interface GeminiApiServerOptions {
  /** Default: a free one. */
  port?: number;
  /** Other keys are refused as the API refuses them. Default: any key is good. */
  validKeys?: string[];
}

export interface GeminiApiServer {
  /** For GOOGLE_GEMINI_BASE_URL. */
  readonly baseUrl: string;
  /** Every request, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Those that streamed an answer, which are the turns of the conversation. */
  readonly streams: readonly RecordedRequest[];
  /** Queues answers: each next streamed request takes one. */
  reply(...replies: Reply[]): void;
  /** As it was when it started: nothing scripted, nothing asked. */
  forget(): void;
  /** Takes back the answers that nobody has asked for yet. */
  dropReplies(): void;
  /** Answers streamed requests while none is queued. Without one they fail, so that a request nobody expected is seen. */
  answerWith(handler: (request: RecordedRequest) => Reply): void;
  /** Answers `generateContent` (summaries and checks of the SDK). Default: "{}". */
  generateWith(handler: (request: RecordedRequest) => string | Promise<string>): void;
  /** The request with this number (from 0) among the streamed ones, as soon as it has come in. */
  stream(index: number): Promise<RecordedRequest>;
  close(): Promise<void>;
}

const MODELS = ['gemini-3-pro-preview', 'gemini-3-flash-preview', 'gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite'];

export async function startGeminiApiServer(options: GeminiApiServerOptions = {}): Promise<GeminiApiServer> {
  const requests: RecordedRequest[] = [];
  const streams: RecordedRequest[] = [];
  const queue: Reply[] = [];
  const arrivals = new Map<number, PromiseWithResolvers<RecordedRequest>>();
  let answerStream = failUnscripted;
  let answerGenerate: (request: RecordedRequest) => string | Promise<string> = () => '{}';

  const arrival = (index: number) => {
    const existing = arrivals.get(index) ?? Promise.withResolvers<RecordedRequest>();
    arrivals.set(index, existing);
    return existing;
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      console.error('The Gemini API server failed:', error);
      response.destroy();
    });
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, response);
    if (request === undefined) return sendJson(response, fail(404, `Not found: ${incoming.url}`));
    requests.push(request);
    if (options.validKeys !== undefined && !options.validKeys.includes(String(request.headers['x-goog-api-key'])))
      return sendJson(response, invalidKey());
    switch (request.method) {
      case 'streamGenerateContent': {
        const index = streams.push(request) - 1;
        arrival(index).resolve(request);
        return send(response, queue.shift() ?? answerStream(request));
      }
      case 'generateContent':
        return sendJson(response, {
          status: 200,
          body: {
            candidates: [{ content: { role: 'model', parts: [{ text: await answerGenerate(request) }] }, finishReason: 'STOP' }],
          },
        });
      case 'countTokens':
        return sendJson(response, {
          status: 200,
          body: { totalTokens: Math.ceil(JSON.stringify(request.contents).length / 4) },
        });
      case 'listModels':
        return sendJson(response, { status: 200, body: { models: MODELS.map(modelResource) } });
      case 'getModel':
        return sendJson(
          response,
          MODELS.includes(request.model)
            ? { status: 200, body: modelResource(request.model) }
            : fail(404, `models/${request.model} is not found`),
        );
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    streams,
    reply: (...replies) => void queue.push(...replies),
    forget() {
      queue.splice(0);
      requests.splice(0);
      streams.splice(0);
      arrivals.clear();
      answerStream = failUnscripted;
      answerGenerate = () => '{}';
    },
    dropReplies: () => void queue.splice(0),
    answerWith(handler) {
      answerStream = handler;
    },
    generateWith(handler) {
      answerGenerate = handler;
    },
    stream: (index) => arrival(index).promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function failUnscripted(request: RecordedRequest): Reply {
  return fail(400, `No answer is scripted for: ${request.lastText}`);
}

async function readRequest(incoming: IncomingMessage, response: ServerResponse): Promise<RecordedRequest | undefined> {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>);
  const route = routeOf(incoming.method ?? 'GET', url.pathname);
  if (route === undefined) return undefined;
  const contents = (body.contents ?? []) as Content[];
  const lastParts = contents.at(-1)?.parts ?? [];
  const tools = (body.tools ?? []) as { functionDeclarations?: { name: string }[] }[];
  const system = body.systemInstruction as { parts?: { text?: string }[] } | undefined;
  return {
    ...route,
    headers: incoming.headers,
    body,
    contents,
    lastText: lastParts.map((part) => (part.text?.startsWith(SESSION_CONTEXT) ? '' : (part.text ?? ''))).join(''),
    toolResponses: lastParts.flatMap((part) => part.functionResponse ?? []),
    toolNames: tools.flatMap((tool) => tool.functionDeclarations ?? []).map((declaration) => declaration.name),
    systemInstruction: (system?.parts ?? []).map((part) => part.text ?? '').join(''),
    closed,
  };
}

/** The SDK's own first words about date and folder, which stand before those of the person. */
const SESSION_CONTEXT = '<session_context>';

/** Covers the paths of the Gemini API and of Vertex AI, whatever the version in front. */
function routeOf(method: string, path: string): Pick<RecordedRequest, 'method' | 'model'> | undefined {
  const match = /\/models(?:\/([^/:]+))?(?::(\w+))?$/.exec(path);
  if (match === null) return undefined;
  const [, model = '', action] = match;
  if (method === 'GET') return { method: model === '' ? 'listModels' : 'getModel', model };
  if (action === 'streamGenerateContent' || action === 'generateContent' || action === 'countTokens') return { method: action, model };
  return undefined;
}

function modelResource(id: string) {
  return {
    name: `models/${id}`,
    displayName: id,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
  };
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  if (!('steps' in reply)) return sendJson(response, reply);
  let hasStarted = false;
  const start = () => {
    if (hasStarted) return;
    hasStarted = true;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
  };
  for (const step of reply.steps) {
    if (step.type === 'gate') {
      await step.pass();
      continue;
    }
    if (response.destroyed) return;
    start();
    if (step.type === 'event') await write(response, `data: ${JSON.stringify(step.data)}\n\n`);
    else if (step.type === 'raw') await write(response, step.text);
    else return void response.destroy();
  }
  start();
  response.end();
}

/** Fulfilled when the client has hung up, too: a test that stops an answer is no failure of the server. */
function write(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}

function sendJson(response: ServerResponse, reply: Reply): void {
  if ('steps' in reply) throw new Error('A stream cannot be sent as one JSON body.');
  response.writeHead(reply.status, {
    'content-type': 'application/json',
    ...('headers' in reply ? reply.headers : {}),
  });
  response.end(JSON.stringify(reply.body));
}
