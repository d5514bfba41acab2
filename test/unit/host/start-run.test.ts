import { expect, it } from 'vitest';

import { requestValidation } from '../../../src/host/errors/validation.pipe.js';
import { StartRunDto } from '../../../src/host/operator/runs.dto.js';

const read = (only: unknown) =>
  requestValidation().transform({ mode: 'apply', only }, { type: 'body', metatype: StartRunDto });

it.each([[null], [''], ['  '], ['\t\n'], [[]], [7]])('a run for one person named %j is refused', async (only) => {
  await expect(read(only)).rejects.toMatchObject({ details: { fields: [{ field: 'only' }] } });
});

it('the name of the person is trimmed', async () => {
  expect(await read('  ada ')).toMatchObject({ mode: 'apply', only: 'ada' });
});

it('without a person, a run is for everyone', async () => {
  expect(await read(undefined)).not.toMatchObject({ only: expect.anything() });
});
