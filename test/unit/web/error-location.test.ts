import { describe, expect, it } from 'vitest';

import { locateError } from '../../../src/host/web/admin/form/error-location.js';
import type { FormDefinition } from '../../../src/host/web/shared/api/jobs.js';

const text = (title: string) => ({ type: 'string', title });
const definition: FormDefinition = {
  schema: {
    type: 'object',
    properties: {
      dataPool: { type: 'object', properties: { url: text('Server'), urls: { type: 'array', title: 'Servers' } } },
    },
  },
  layout: {
    sections: [
      {
        title: 'Data pool',
        fields: [
          { path: 'dataPool.url', widget: 'text' },
          { path: 'dataPool.urls', widget: 'lines' },
        ],
      },
    ],
  },
};

describe('locateError', () => {
  it('returns the setting with its title', () => {
    expect(locateError('dataPool.url', definition)).toEqual({
      path: 'dataPool.url',
      title: 'Server',
      position: undefined,
    });
  });

  it('returns the row of a list, counted from one', () => {
    expect(locateError('dataPool.urls.1', definition)).toMatchObject({ path: 'dataPool.urls', position: 2 });
    expect(locateError('dataPool.urls.1.attribute', definition)).toMatchObject({ position: 2 });
  });

  it('returns undefined if the form has no such setting', () => {
    expect(locateError('dataPool.urlsAndMore', definition)).toBeUndefined();
  });
});
