import { expect, it } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { RunFixture } from './run-fixture.js';

it('a run hears a cancellation between two chunks although the database answers at once', async () => {
  const fixture = new RunFixture();
  fixture.onPlan = () => void setImmediate(() => fixture.shutdown.abort(new SyncError('RUN_CANCELLED')));

  expect(await fixture.run()).toMatchObject({ status: 'cancelled' });
  expect(fixture.calls).toContain('apply 2');
  expect(fixture.calls).not.toContain('apply 4');
});
