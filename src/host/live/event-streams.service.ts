import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';

import { HostError } from '../errors/host-error.js';
import { STREAMS_PER_PROCESS, STREAMS_PER_SESSION } from '../session/session-limits.js';
import { Sessions } from '../session/sessions.service.js';
import { EventStream } from './event-stream.js';

export const HEARTBEAT_MS = 15_000;

/** The open event streams of this process. A stream ends with its session, and all streams end when the process stops. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EventStreams.name);
  private readonly openStreams = new Map<EventStream, string>();

  constructor(private readonly sessions: Sessions) {}

  /**
   * Throws `TOO_MANY_STREAMS`.
   *
   * @param session key of the user's session.
   */
  open(response: Response, session: string): EventStream {
    this.assertBelowLimits(session);
    const stream = new EventStream(response);
    const heartbeat = setInterval(() => void this.sendHeartbeat(stream, session), HEARTBEAT_MS);
    this.openStreams.set(stream, session);
    stream.signal.addEventListener('abort', () => {
      clearInterval(heartbeat);
      this.openStreams.delete(stream);
    });
    return stream;
  }

  /** Closes the streams of a session that has ended. Other processes close theirs with the next heartbeat. */
  closeFor(session: string): void {
    for (const [stream, owner] of this.openStreams) if (owner === session) stream.end();
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.openStreams.keys()) stream.end();
  }

  private assertBelowLimits(session: string): void {
    const own = [...this.openStreams.values()].filter((owner) => owner === session).length;
    if (own >= STREAMS_PER_SESSION || this.openStreams.size >= STREAMS_PER_PROCESS)
      throw HostError.tooManyStreams(HEARTBEAT_MS / 1000);
  }

  private async sendHeartbeat(stream: EventStream, session: string): Promise<void> {
    try {
      if (await this.sessions.isActive(session)) stream.sendHeartbeat();
      else stream.end();
    } catch (error) {
      this.logger.warn({ err: error }, 'The session of an event stream could not be checked');
      stream.sendHeartbeat();
    }
  }
}
