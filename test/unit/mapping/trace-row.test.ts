import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { Entry } from '../../../src/mapping/directory-user.js';
import { mapRows } from '../../../src/mapping/map-rows.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import { traceRow } from '../../../src/mapping/trace-row.js';
import { aRow } from './a-row.js';
import { anyDn, anyRow, anyValues } from './any-values.js';

const LIMITS = { fields: new Set(USER_FIELDS), maxLength: {}, notNull: new Set<never>(), attributes: true };

const trace = (row: Partial<MappingRule>, attributes: Entry['attributes'], dn = 'uid=ada,dc=x') =>
  traceRow(aRow(row), LIMITS, { dn, stableId: 'id-1', attributes });
const stagesOf = (traced: ReturnType<typeof trace>) =>
  traced.stages.map(({ stage, step, values }) => [stage, ...(step ? [step] : []), ...values.map(({ text }) => text)]);

describe('a row shows', () => {
  it('its input, each step and the value that it writes', () => {
    const traced = trace(
      {
        attribute: 'proxyAddresses',
        multiple: { choose: 'preferred', pattern: '^SMTP:' },
        conversions: [{ kind: 'replace', pattern: '(?i)^smtp:' }, { kind: 'lowerCase' }],
        field: 'email',
      },
      { proxyaddresses: ['smtp:B@x.test', 'SMTP:ADA@x.test'] },
    );
    expect(traced).toMatchObject({
      value: 'ada@x.test',
      outcome: 'written',
      inputs: [{ attribute: 'proxyAddresses', count: 2, values: [{ text: 'smtp:B@x.test' }, {}] }],
      tried: [{ text: 'ada@x.test', problem: null }],
    });
    expect(traced.stages.map(({ conversion }) => conversion)).toEqual([null, null, 'replace', 'lowerCase']);
    expect(stagesOf(traced)).toEqual([
      ['source', 'smtp:B@x.test', 'SMTP:ADA@x.test'],
      ['preferred', 'SMTP:ADA@x.test', 'smtp:B@x.test'],
      ['step', 1, 'ADA@x.test', 'B@x.test'],
      ['step', 2, 'ada@x.test', 'b@x.test'],
    ]);
  });

  it('the value that cannot be used, and the next one that is taken', () => {
    const traced = trace({ attribute: 'mail', field: 'email' }, { mail: ['not-a-mail', 'ada@x.test'] });
    expect(traced).toMatchObject({
      value: 'ada@x.test',
      tried: [{ text: 'not-a-mail', problem: { code: 'VALUE_INVALID' } }, { problem: null }],
    });
  });

  it('the step at which a value fails', () => {
    const conversions = [{ kind: 'trim' }, { kind: 'boolean' }] as const;
    const traced = trace({ attribute: 'x', conversions }, { x: ['perhaps'] });
    expect(traced).toMatchObject({ value: null, outcome: 'kept', problem: { code: 'VALUE_NOT_CONVERTED' } });
    expect(traced.stages.at(-1)).toMatchObject({
      step: 2,
      values: [{ text: 'perhaps', problem: { params: { step: 2 } } }],
    });
  });

  it('what happens without a value', () => {
    const absent = (row: Partial<MappingRule>) => trace({ attribute: 'x', ...row }, {}).outcome;
    expect(absent({})).toBe('cleared');
    expect(absent({ whenAbsent: 'keep' })).toBe('kept');
    expect(absent({ required: true })).toBe('rejected');
    expect(trace({ attribute: 'x', whenAbsent: 'default', defaultValue: 'none' }, {})).toMatchObject({
      outcome: 'default',
      value: 'none',
      stages: [
        { stage: 'source', count: 0 },
        { stage: 'default', values: [{ text: 'none' }] },
      ],
    });
    const notOfHost = { ...LIMITS, fields: new Set<never>() };
    expect(traceRow(aRow({ attribute: 'x' }), notOfHost, { dn: '', stableId: '', attributes: {} }).outcome).toBe(
      'ignored',
    );
  });

  it('bytes by their beginning and their number, and long texts shortened', () => {
    const traced = trace({ attribute: 'photo' }, { photo: [Uint8Array.of(0xff, 0x41, 0), 'a'.repeat(500)] });
    expect(traced.inputs[0]?.values).toMatchObject([
      { text: String.raw`\xffA\x00`, bytes: 3 },
      { text: `${'a'.repeat(200)}…`, bytes: null },
    ]);
    const many = trace({ attribute: 'x' }, { x: Array.from({ length: 1_500 }, (_, index) => `v${index}`) });
    expect(many.inputs[0]).toMatchObject({ count: 1_500 });
    expect(many.inputs[0]?.values).toHaveLength(20);
  });

  it('the DN where it reads it', () => {
    const dn = 'uid=ada,ou=people,dc=x';
    for (const source of [
      { kind: 'entryDn', rdn: 'ou' },
      { kind: 'expression', text: 'dn' },
    ] as const)
      expect(trace({ source }, {}, dn).inputs).toMatchObject([{ attribute: 'dn', values: [{ text: dn }] }]);
  });

  it.each([
    { attribute: 'userPassword' },
    { attribute: 'x', field: 'attributes.apiToken' },
    { source: { kind: 'template', text: '{cn}:{unicodePwd}' } },
    { source: { kind: 'expression', text: 'entry["2.5.4.35"][0] + entry.userPassword[0]' } },
    { attribute: 'cn', source: { kind: 'attribute', alternatives: ['sambaNTPassword'] } },
  ] as const)('nothing of a secret: %j', (row) => {
    const secret = ['S3cret!'];
    const all = {
      userpassword: secret,
      unicodepwd: secret,
      '2.5.4.35': secret,
      sambantpassword: secret,
      x: secret,
      cn: [],
    };
    const traced = trace(row, all);
    expect(traced.isSecret).toBe(true);
    expect(JSON.stringify(traced)).not.toMatch(/S3cret/);
  });
});

it('any row shows the value and the problem that a run has', () => {
  fc.assert(
    fc.property(anyRow, anyValues, anyDn, (row, attributes, dn) => {
      const entry = { dn, stableId: 'id-1', attributes };
      const { value, problem, tried, stages } = traceRow(row, LIMITS, entry);
      const [mapped] = mapRows([row], LIMITS, entry);
      expect(problem).toEqual(mapped?.problem);
      expect(value === null).toBe(mapped?.value === null);
      const written = tried.filter((each) => each.problem === null).map(({ text }) => text);
      expect(written).toEqual(value === null ? [] : [value]);
      expect(stages[0]?.stage).toBe('source');
    }),
    { numRuns: 1_000 },
  );
});
