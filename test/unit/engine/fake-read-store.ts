import { ReadStore, type StoredRead } from '../../../src/engine/ports/read-store.js';
import type { RunFixture } from './run-fixture.js';

export class FakeReadStore extends ReadStore {
  constructor(private readonly fixture: RunFixture) {
    super();
  }

  open(): Promise<StoredRead> {
    const { fixture } = this;
    fixture.calls.push('open read');
    fixture.stored.length = 0;
    return Promise.resolve({
      add: (user) => void fixture.stored.push(user),
      reject: (problem) => void fixture.rejected.push(problem),
      exclude: ({ dn }) => void fixture.excluded.push(dn),
      flush: async () => fixture.onFlush(fixture.stored.length),
      source: { name: 'stored', targets: ['userName'] },
      finish: async () => fixture.repeated,
      sharedStableIds: async () => fixture.shared,
      drop: async () => undefined,
      close: async () => void fixture.calls.push('close read'),
    });
  }
}
