import { describe, expect, it } from 'vitest';

import { HOST_ACTOR, orderedSubject, rowOf } from '../../../src/host/audit/audit-record.js';
import { AUDIT_CODES, AUDIT_GROUPS } from '../../../src/host/audit/audit-codes.js';
import { changedFields } from '../../../src/host/audit/changed-fields.js';
import { RefusalCounter } from '../../../src/host/audit/refusal-counter.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { textIn } from '../../../src/i18n/texts.js';

describe('the counter of refusals', () => {
  it('records the first of a kind and counts the others', () => {
    const counter = new RefusalCounter<string>({ records: 10, kinds: 10 });
    expect(['a', 'b', 'c'].map((refusal) => counter.admit('kind', refusal, true))).toEqual([true, false, false]);
    expect(counter.drain()).toEqual([{ first: 'b', count: 2 }]);
    expect(counter.drain()).toEqual([]);
    expect(counter.admit('kind', 'd', true)).toBe(true);
  });

  it('records no more than its limit in a period, whatever the kinds are', () => {
    const counter = new RefusalCounter<number>({ records: 5, kinds: 3 });
    const admitted = Array.from({ length: 1_000 }, (_, index) => counter.admit(`kind ${index}`, index, false));
    expect(admitted.filter(Boolean)).toHaveLength(5);
    const counted = counter.drain();
    expect(counted).toHaveLength(4);
    expect(counted.at(-1)).toEqual({ first: undefined, count: 992 });
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(995);
  });
});

describe('the changed fields', () => {
  it('are the paths of values that differ, with lists as a whole', () => {
    const before = { schedule: { enabled: false, expression: 'x' }, mapping: [1, 2], dataPool: { urls: ['a'] } };
    const after = {
      schedule: { enabled: true, expression: 'x' },
      mapping: [1, 3],
      dataPool: { urls: ['a'], filter: '' },
    };
    expect(changedFields(before, after)).toEqual(['schedule.enabled', 'mapping', 'dataPool.filter']);
    expect(changedFields(before, structuredClone(before))).toEqual([]);
  });
});

describe('an event', () => {
  it('contains addresses and IDs of requests shortened as well', () => {
    const long = `1\n${'2'.repeat(100)}`;
    const { address, requestId } = rowOf({
      actor: { ...HOST_ACTOR, address: long, requestId: long },
      what: 'session.refused',
    });
    expect([address, requestId]).toEqual(Array(2).fill(`1 ${'2'.repeat(61)}…`));
  });

  it('contains texts of requests shortened and without control characters', () => {
    const subject = { path: `/api/${'x'.repeat(1_000)}`, list: ['a\u0000b\u202Ec\u009B'], count: 3 };
    const row = rowOf({ actor: { ...HOST_ACTOR, who: 'a\nb' }, what: 'access.refused', subject });
    expect(row.who).toBe('a b');
    expect(row.subject['path']).toHaveLength(300);
    expect(row.subject).toMatchObject({ list: ['a b c '], count: 3 });
  });

  it('has its values in the order of reading, not by the length of their names', () => {
    const stored = { ok: false, job: 'a', zeal: 1, code: 'X', target: [], another: 2 };
    expect(Object.keys(orderedSubject(stored))).toEqual(['job', 'target', 'ok', 'code', 'another', 'zeal']);
  });
});

describe('what is recorded', () => {
  it.each(LANGUAGES)('has a name, and a group with a name, in %s', (language) => {
    const keys = [...AUDIT_CODES.map((code) => `events.${code}`), ...AUDIT_GROUPS.map((group) => `groups.${group}`)];
    expect(keys.filter((key) => textIn(language, `web:audit.${key}`) === undefined)).toEqual([]);
  });
});
