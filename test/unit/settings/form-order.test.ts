import { expect, it } from 'vitest';

import { loadManifest } from '../../../src/processes/load-manifest.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { defaultSettings, redactSettings } from '../../../src/settings/stored-settings.js';

it('settings are shown in the order of the form, whatever the order in which they are stored', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, inner]) => [name, shuffled(inner)]),
    );
  };
  const form = defaultSettings();

  const shown = redactSettings(shuffled(form));

  expect(JSON.stringify(shown)).toBe(JSON.stringify(redactSettings(form)));
  expect(Object.keys(shown)).toEqual([
    'schedule',
    'dataPool',
    'search',
    'mapping',
    'matching',
    'matchingOtherPools',
    'releasedName',
    'limits',
    'approval',
  ]);
});

it('settings that the form does not have follow the others', () => {
  expect(Object.keys(redactSettings({ other: 1, mapping: [], schedule: {} }))).toEqual([
    'schedule',
    'mapping',
    'other',
  ]);
});

it('the default settings are in the order of the fields of the form', () => {
  const { sections } = loadManifest(SYNCHRONIZE_ACTIVE.manifestFile).settings.layout;
  const fields = sections.flatMap((section) => section.fields.map(({ path }) => path.split('.').slice(0, 2).join('.')));
  const { dataPool } = redactSettings(defaultSettings());
  const inForm = [...new Set(fields)].filter((path) => path.startsWith('dataPool.'));
  expect(Object.keys(dataPool as object).map((name) => `dataPool.${name.replace(/Set$/, '')}`)).toEqual([
    'dataPool.name',
    ...inForm,
  ]);
});
