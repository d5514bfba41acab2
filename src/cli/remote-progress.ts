import { setTimeout } from 'node:timers/promises';

import type { EventSourceMessage } from 'eventsource-parser';

import type { RunProgress } from '../index.js';
import type { Api } from './api.js';
import { IdleTimeout, serverSentEvents } from './server-sent-events.js';

const RECONNECT_DELAY_MS = 1000;

/**
 * The progress of a run of a host, until the run has ended.
 *
 * @param idleMs a stream that delivers nothing for this time is opened again.
 */
export async function* remoteProgress(
  api: Api,
  runId: string,
  signal: AbortSignal,
  idleMs: number,
): AsyncGenerator<RunProgress> {
  for (;;) {
    for await (const { event, data } of eventsOfRun(api, runId, signal, idleMs)) {
      if (event === 'end') return;
      yield JSON.parse(data) as RunProgress;
    }
    // A proxy closed the connection, or the host restarted during the run.
    await setTimeout(RECONNECT_DELAY_MS, undefined, { signal });
  }
}

/** The events of one connection. Ends without an error when the connection breaks or the host falls silent. */
async function* eventsOfRun(
  api: Api,
  runId: string,
  signal: AbortSignal,
  idleMs: number,
): AsyncGenerator<EventSourceMessage> {
  const idle = new IdleTimeout(idleMs);
  try {
    const path = `runs/${encodeURIComponent(runId)}/events`;
    const response = await api.open(path, AbortSignal.any([signal, idle.signal]));
    yield* eventsOf(idle.watch(response.body ?? new Blob([]).stream()), signal);
  } finally {
    idle.stop();
  }
}

async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): AsyncGenerator<EventSourceMessage> {
  try {
    yield* serverSentEvents(body);
  } catch {
    signal.throwIfAborted();
  }
}
