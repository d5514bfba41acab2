import { Dispatcher, type DispatchRequest } from '../../../src/contract/dispatcher.js';

export class FakeDispatcher extends Dispatcher {
  readonly dispatched: DispatchRequest[] = [];
  dispatchError: unknown;

  async dispatch(request: DispatchRequest): Promise<void> {
    if (this.dispatchError) throw this.dispatchError;
    this.dispatched.push(request);
  }

  work(): Promise<void> {
    return Promise.resolve();
  }

  health() {
    return Promise.resolve({ up: true, queued: 0, active: 0 });
  }
}
