import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

/** Parses `text/event-stream` incrementally. An incomplete message at the end is dropped. */
export function serverSentEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

/** Ends a stream that delivers nothing for a time. A host sends a comment every 15 seconds. */
export class IdleTimeout {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly milliseconds: number) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Passes the bytes on. The time starts now, and again with each piece. */
  watch(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    this.restart();
    return body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (chunk, controller) => {
          this.restart();
          controller.enqueue(chunk);
        },
      }),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private restart(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(), this.milliseconds);
  }
}
