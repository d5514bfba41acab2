import { describe, expect, it } from 'vitest';

import { locateError } from '../../../src/host/web/admin/form/error-location.js';
import { jobForm, poolForm } from '../../../src/host/web/admin/form/form-parts.js';
import { pathsOf } from '../../../src/host/web/admin/form/settings-by-path.js';
import type { FormDefinition } from '../../../src/host/web/shared/api/jobs.js';
import { schemaAt } from '../../../src/host/web/shared/settings-schema/schema-at.js';

const text = (title: string) => ({ type: 'string', title });
const PROCESS: FormDefinition = {
  schema: {
    type: 'object',
    properties: {
      dataPool: { type: 'object', properties: { bindDn: text('Bind user') } },
      search: { type: 'object', properties: { filter: text('Filter') } },
    },
  },
  layout: {
    sections: [
      { title: 'Search', fields: [{ path: 'search.filter', widget: 'text' }] },
      { title: 'Connection', fields: [{ path: 'dataPool.bindDn', widget: 'text' }] },
    ],
  },
};

describe('the forms of a process', () => {
  it('the form of a data pool has its settings and no others', () => {
    const form = poolForm(PROCESS);
    expect(form.layout.sections.map(({ title }) => title)).toEqual(['Connection']);
    expect(pathsOf(form.layout)).toEqual(['dataPool.bindDn']);
  });

  it('the form of a job has the choice of the data pool in place of its settings', () => {
    const form = jobForm(PROCESS, '/data-pools/plant');
    expect(pathsOf(form.layout)).toEqual(['search.filter', 'dataPool']);
    expect(schemaAt(form.schema, 'dataPool').type).toBe('string');
    expect(schemaAt(form.schema, 'search.filter').title).toBe('Filter');
  });

  it('settings of the data pool are found on its page', () => {
    const { elsewhere } = jobForm(PROCESS, '/data-pools/plant');
    expect(elsewhere?.page).toBe('/data-pools/plant');
    expect(elsewhere && locateError('dataPool.bindDn', elsewhere)?.title).toBe('Bind user');
    expect(elsewhere && locateError('search.filter', elsewhere)).toBeUndefined();
    expect(jobForm(PROCESS, undefined).elsewhere).toBeUndefined();
  });
});
