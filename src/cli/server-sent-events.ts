/** One message of an event stream. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads `text/event-stream` (HTML Living Standard, 9.2.6) as it comes; a message that is cut off at the end is dropped. */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let waiting = '';
  for await (const bytes of body) {
    waiting += decoder.decode(bytes, { stream: true });
    // A lone CR at the end may be the first half of CRLF.
    const messages = waiting.split(/\r\n\r\n|\n\n|\r\r(?!$)/);
    waiting = messages.pop() ?? '';
    for (const message of messages) {
      const parsed = parse(message);
      if (parsed) yield parsed;
    }
  }
}

function parse(message: string): ServerSentEvent | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of message.split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^([^:]+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { event, data: data.join('\n') } : undefined;
}
