import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

/** Parses `text/event-stream` incrementally. An incomplete message at the end is dropped. */
export function serverSentEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}
