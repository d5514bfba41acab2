import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawResponse {
  readonly status: number;
  readonly text: string;
}

/** A client in a thread of its own, so that its work does not count as work of the host. */
export class ThreadedClient {
  private readonly worker = new Worker(CLIENT, { eval: true });

  async send(request: RawRequest): Promise<RawResponse> {
    this.worker.postMessage(request, []);
    const [response] = (await once(this.worker, 'message')) as [RawResponse];
    return response;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Server-sent events do not end: their headers suffice. */
const CLIENT = `
  const { request } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ method, url, headers = {}, body }) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const sent = request(url, { method, headers: { ...headers, ...length } }, (response) => {
      if (String(response.headers['content-type']).startsWith('text/event-stream')) {
        parentPort.postMessage({ status: response.statusCode, text: '' });
        return response.destroy();
      }
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () => parentPort.postMessage({ status: response.statusCode, text }));
    });
    let answered = false;
    sent.on('response', () => (answered = true));
    sent.on('error', (error) => answered || parentPort.postMessage({ status: 0, text: String(error) }));
    sent.end(body);
  });
`;
