import { Dispatcher, type DispatchRequest, type QueueHealth } from '../../../../src/index.js';

type Handler = (request: DispatchRequest, signal: AbortSignal) => Promise<void>;

/** Executes runs in this process, one after the other. For a host that has one process only. */
export class InProcessDispatcher extends Dispatcher {
  private readonly shutdown = new AbortController();
  private readonly queued = new Map<string, DispatchRequest>();
  private handler: Handler | undefined;
  private working: Promise<void> | undefined;

  dispatch(request: DispatchRequest): Promise<void> {
    this.queued.set(request.runId, request);
    this.wake();
    return Promise.resolve();
  }

  work(handler: Handler): Promise<void> {
    this.handler = handler;
    this.wake();
    return Promise.resolve();
  }

  health(): Promise<QueueHealth> {
    return Promise.resolve({ up: true, queued: this.queued.size, active: this.working ? 1 : 0 });
  }

  /** The current run ends at its next page or chunk. Call it when the host shuts down. */
  async close(): Promise<void> {
    this.shutdown.abort();
    await this.working;
  }

  private wake(): void {
    if (!this.handler || this.shutdown.signal.aborted) return;
    this.working ??= this.workWith(this.handler).finally(() => (this.working = undefined));
  }

  private async workWith(handler: Handler): Promise<void> {
    for (const [runId, request] of this.queued) {
      this.queued.delete(runId);
      // A run records why it failed; recovery closes a run that could not.
      await handler(request, this.shutdown.signal).catch(() => undefined);
      if (this.shutdown.signal.aborted) return;
    }
  }
}
