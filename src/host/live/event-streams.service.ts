import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';

import { Sessions } from '../session/sessions.service.js';
import { EventStream } from './event-stream.js';

export const BEAT_MS = 15_000;

/** The open streams of this process. One lasts no longer than its session, and none keeps the process from ending. */
@Injectable()
export class Streams implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Streams.name);
  private readonly openStreams = new Map<EventStream, string>();

  constructor(private readonly sessions: Sessions) {}

  /** @param session key of the reader's session. */
  open(response: Response, session: string): EventStream {
    const stream = new EventStream(response);
    const beats = setInterval(() => void this.beat(stream, session), BEAT_MS);
    this.openStreams.set(stream, session);
    stream.signal.addEventListener('abort', () => {
      clearInterval(beats);
      this.openStreams.delete(stream);
    });
    return stream;
  }

  /** Ends the streams of a session that was signed out here; in other processes the next beat does. */
  endOf(session: string): void {
    for (const [stream, owner] of this.openStreams) if (owner === session) stream.end();
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.openStreams.keys()) stream.end();
  }

  private async beat(stream: EventStream, session: string): Promise<void> {
    try {
      if (await this.sessions.isLive(session)) stream.beat();
      else stream.end();
    } catch (error) {
      this.logger.warn({ err: error }, 'Whether a stream may go on could not be found out');
      stream.beat();
    }
  }
}
