import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';

import { Sessions } from '../session/sessions.js';
import { EventStream } from './event-stream.js';

export const BEAT_MS = 15_000;

/** The open streams of this process. One lasts no longer than its session, and none keeps the process from ending. */
@Injectable()
export class Streams implements BeforeApplicationShutdown {
  readonly #logger = new Logger(Streams.name);
  readonly #open = new Map<EventStream, string>();
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** @param session key of the reader's session. */
  open(response: Response, session: string): EventStream {
    const stream = new EventStream(response);
    const beats = setInterval(() => void this.#beat(stream, session), BEAT_MS);
    this.#open.set(stream, session);
    stream.signal.addEventListener('abort', () => {
      clearInterval(beats);
      this.#open.delete(stream);
    });
    return stream;
  }

  /** Ends the streams of a session that was signed out here; in other processes the next beat does. */
  endOf(session: string): void {
    for (const [stream, owner] of this.#open) if (owner === session) stream.end();
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.#open.keys()) stream.end();
  }

  async #beat(stream: EventStream, session: string): Promise<void> {
    try {
      if (await this.#sessions.isLive(session)) stream.beat();
      else stream.end();
    } catch (error) {
      this.#logger.warn({ err: error }, 'Whether a stream may go on could not be found out');
      stream.beat();
    }
  }
}
