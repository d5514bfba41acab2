import type { Worker } from 'node:worker_threads';

import type { EmbeddedDatabaseEnded } from './embedded-database-ended.js';
import type { Answer, Notification, Request, ThrownError } from './thread-messages.js';

type Call = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

interface PendingCall {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends requests to the database's thread and receives its answers. When the thread ends, every call rejects. */
export class ThreadCalls {
  private readonly pending = new Map<number, PendingCall>();
  private readonly listeners = new Map<number, (payload: string) => void>();
  private lastId = 0;
  private failure: EmbeddedDatabaseEnded | undefined;

  /** @param onError is called with each error that the thread answers. */
  constructor(
    private readonly worker: Worker,
    private readonly onError: (error: Error) => void,
  ) {
    worker.on('message', (message: Answer | Notification) => this.receive(message));
    // Like a socket without requests, an idle database does not keep the process alive.
    worker.unref();
  }

  /** Resolves to the result of the call. */
  async send<T>(call: Call, id = this.nextId()): Promise<T> {
    if (this.failure) throw this.failure;
    return new Promise<T>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.worker.ref();
      try {
        this.worker.postMessage({ ...call, id }, []);
      } catch (error) {
        this.settle(id)?.reject(error);
      }
    });
  }

  nextId(): number {
    return (this.lastId += 1);
  }

  /** Calls the listener with the payloads of the notifications for a request. */
  onNotification(id: number, listener: (payload: string) => void): void {
    this.listeners.set(id, listener);
  }

  offNotification(id: number): void {
    this.listeners.delete(id);
  }

  /** Rejects all calls, also later ones, with the first error. */
  fail(error: EmbeddedDatabaseEnded): void {
    this.failure ??= error;
    for (const id of this.pending.keys()) this.settle(id)?.reject(this.failure);
  }

  private receive(message: Answer | Notification): void {
    if ('listening' in message) {
      this.listeners.get(message.listening)?.(message.payload);
      return;
    }
    const call = this.settle(message.id);
    if (!('error' in message)) {
      call?.resolve(message.result);
      return;
    }
    const error = asError(message.error);
    call?.reject(error);
    this.onError(error);
  }

  private settle(id: number): PendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.worker.unref();
    return call;
  }
}

function asError({ name, message, stack, properties }: ThrownError): Error {
  return Object.assign(new Error(message), properties, { name, stack });
}
