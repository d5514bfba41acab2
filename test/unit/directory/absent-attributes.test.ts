import { describe, expect, it } from 'vitest';

import { absentFindings } from '../../../src/directory/check/absent-findings.js';
import { AttributeNames } from '../../../src/directory/check/attribute-names.js';
import { absentAttributes } from '../../../src/mapping/absent-attributes.js';

const seen = (...names: string[]) => new AttributeNames(undefined, names);
const none = () => Promise.resolve(new Map<never, number>());

describe('attributes that no entry examined has', () => {
  it('are listed up to ten lines, and the last line counts the others', async () => {
    const rows = Array.from({ length: 14 }, (_, index) => ({
      attribute: `custom${index}`,
      field: `attributes.custom${index}`,
      required: false,
    }));
    const lines = await absentFindings(rows as never, seen('customX'), 20, none);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toEqual({ code: 'FURTHER_ATTRIBUTES_NOT_SEEN', params: { count: 5 } });
  });

  it('say nothing without a similar name and without users who have a value', async () => {
    const row = { attribute: 'mobile', field: 'mobile', required: false };
    expect(await absentFindings([row] as never, seen('mail'), 20, none)).toEqual([]);
  });

  it('are named as empty fields only where users have a value', async () => {
    const rows = ['email', 'phone'].map((field) => ({ attribute: 'mial', field, required: false }));
    const withValues = () => Promise.resolve(new Map([['email' as const, 3]]));
    expect(await absentFindings(rows as never, seen('mail'), 20, withValues)).toMatchObject([
      { code: 'ATTRIBUTE_MISSPELLED', params: { userField: 'email', people: 3 } },
      { code: 'ATTRIBUTE_MISSPELLED_WITHOUT_VALUES', params: { userField: 'phone' } },
    ]);
  });

  it.each([
    ['REQUIRED_ATTRIBUTE_MISSPELLED', ['mail']],
    ['REQUIRED_ATTRIBUTES_HIDDEN', ['cn']],
  ])('are named once if they are required for several fields: %s', async (code, names) => {
    const required = [
      { attribute: 'mial', field: 'email', required: true },
      { attribute: 'Mial', field: 'attributes.mail', required: true },
    ];
    const lines = await absentFindings(required as never, seen(...names), 20, none);
    expect(lines.map((line) => line.code)).toEqual([code]);
  });

  it('are all alternatives of a row, each one of a template, and none of a constant', () => {
    const field = { field: 'comment', required: false } as const;
    const rows = [
      { ...field, attribute: 'mail', source: { kind: 'attribute', alternatives: ['upn'] } },
      { ...field, attribute: 'a', source: { kind: 'attribute', alternatives: ['b'] } },
      { ...field, attribute: '', source: { kind: 'template', text: '{mail} {c} {d}' } },
      { ...field, attribute: '', source: { kind: 'constant', text: 'e' } },
      { ...field, attribute: 'f', source: { kind: 'dnValue' } },
    ] as const;
    const absent = absentAttributes(rows, (attribute) => attribute === 'mail');
    expect(absent.map(({ attribute }) => attribute)).toEqual(['a', 'b', 'c', 'd', 'f']);
  });
});
