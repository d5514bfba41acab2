import { describe, expect, it } from 'vitest';

import { placeOfError } from '../../../src/host/web/admin/form/place-of-error.js';
import type { SettingsForm } from '../../../src/host/web/shared/api/jobs.js';

const text = (title: string) => ({ type: 'string', title });
const declared: SettingsForm = {
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

describe('the place of an error in the form', () => {
  it('is the setting it is about, by the name people read there', () => {
    expect(placeOfError('dataPool.url', declared)).toEqual({
      path: 'dataPool.url',
      title: 'Server',
      position: undefined,
    });
  });

  it('is the row of a list, counted from one', () => {
    expect(placeOfError('dataPool.urls.1', declared)).toMatchObject({ path: 'dataPool.urls', position: 2 });
    expect(placeOfError('dataPool.urls.1.attribute', declared)).toMatchObject({ position: 2 });
  });

  it('is nowhere for what the form has no setting for', () => {
    expect(placeOfError('dataPool.urlsAndMore', declared)).toBeUndefined();
  });
});
