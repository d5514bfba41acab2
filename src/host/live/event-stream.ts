import type { Response } from 'express';

// The limit closes connections whose client no longer reads.
const MAX_BUFFERED_BYTES = 1_048_576;

/** A response with server-sent events (HTML Living Standard, 9.2). */
export class EventStream {
  private readonly closed = new AbortController();

  constructor(private readonly response: Response) {
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Prevents nginx from buffering the events.
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    response.on('close', () => this.closed.abort());
  }

  /** Aborts when the client disconnects or the stream ends. */
  get signal(): AbortSignal {
    return this.closed.signal;
  }

  send(event: string, data: unknown): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Sends a comment, so that proxies do not close an idle connection. */
  sendHeartbeat(): void {
    this.write(': heartbeat\n\n');
  }

  end(): void {
    this.closed.abort();
    this.response.end();
  }

  private write(text: string): void {
    if (this.signal.aborted) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_BUFFERED_BYTES) this.response.destroy();
  }
}
