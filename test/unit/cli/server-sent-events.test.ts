import { array, assert, asyncProperty, nat } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { serverSentEvents } from '../../../src/cli/server-sent-events.js';

async function read(text: string, cuts: readonly number[] = []): Promise<unknown[]> {
  const bytes = new TextEncoder().encode(text);
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  const pieces = edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
  const messages: unknown[] = [];
  for await (const message of serverSentEvents(ReadableStream.from(pieces))) messages.push(message);
  return messages;
}

describe('server-sent events', () => {
  const stream = ': hello\n\ndata: {"a":"å"}\nid: 1\n\nevent: end\ndata: one\ndata:two\n\n';
  const messages = [
    { id: '1', data: '{"a":"å"}' },
    { event: 'end', data: 'one\ntwo' },
  ];

  it('are parsed correctly however the stream is split', async () => {
    await assert(
      asyncProperty(array(nat()), async (cuts) => {
        expect(await read(stream, cuts)).toEqual(messages);
        expect(await read(stream.replaceAll('\n', '\r\n'), cuts)).toEqual(messages);
      }),
    );
  });

  it('omit an incomplete message at the end', async () => {
    expect(await read('data: whole\n\ndata: ha')).toEqual([{ data: 'whole' }]);
  });
});
