import type { Response } from 'express';

// A reader this far behind does not read any more.
const MOST_BUFFERED_BYTES = 1_048_576;

/** One answer of server-sent events (HTML Living Standard, 9.2) that stays open. */
export class EventStream {
  private readonly gone = new AbortController();

  constructor(private readonly response: Response) {
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies of the nginx kind would hold the events back.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    response.on('close', () => this.gone.abort());
  }

  /** Aborts when the reader has gone or the stream was ended. */
  get signal(): AbortSignal {
    return this.gone.signal;
  }

  send(event: string, data: unknown): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** A comment, so that nothing on the way takes the connection for dead. */
  beat(): void {
    this.write(': still here\n\n');
  }

  end(): void {
    this.gone.abort();
    this.response.end();
  }

  private write(text: string): void {
    if (this.signal.aborted) return;
    this.response.write(text);
    if (this.response.writableLength > MOST_BUFFERED_BYTES) this.response.destroy();
  }
}
