import { expect, it, vi } from 'vitest';

import { BatchedCopyIn } from '../../../src/persistence/database/batched-copy-in.js';

const LONG = `${'a'.repeat(600_000)}\n`;

it('collects short pieces, and copies nothing when there is nothing', async () => {
  const send = vi.fn<(lines: readonly string[]) => Promise<void>>().mockResolvedValue();
  const copy = new BatchedCopyIn(send);
  await copy.finish();
  await copy.write('a\n');
  await copy.write('b\n');
  expect(send).not.toHaveBeenCalled();

  await copy.finish();

  expect(send.mock.calls).toEqual([[['a\n', 'b\n']]]);
});

it('collects the next batch while one is copied, and no third one', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const copy = new BatchedCopyIn(() => promise);
  for (let batch = 0; batch < 3; batch++) await copy.write(LONG);

  const fourth = copy.write(LONG);

  expect(await Promise.race([fourth.then(() => 'written'), Promise.resolve('waits')])).toBe('waits');
  resolve();
  await fourth;
});

it('rejects after a batch was refused', async () => {
  const copy = new BatchedCopyIn(() => Promise.reject(new Error('refused')));
  await copy.write(LONG);
  await copy.write(LONG);
  await expect(copy.finish()).rejects.toThrow('refused');
  await copy.abandon();
});
