import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

/** Reads `text/event-stream` as it comes; a message that is cut off at the end is dropped. */
export function serverSentEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}
