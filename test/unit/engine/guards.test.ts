import { describe, expect, it } from 'vitest';

import type { GuardLimits, GuardName } from '../../../src/contract/guards.js';
import { floorsOf, guardPlan } from '../../../src/engine/guards/guards.js';
import type { Evidence, Figure } from '../../../src/engine/ports/plan-evidence.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import { NO_EVIDENCE } from './fake-plan-evidence.js';

const DEFAULTS: GuardLimits = new LimitsSettings();

const judge = (evidence: Partial<Evidence>, limits: GuardLimits = DEFAULTS) =>
  guardPlan({ ...NO_EVIDENCE, ...evidence }, limits);

const whole = (people: number, total: number): Figure => ({ unit: null, people, total });

/** The evidence of one guard, about the whole read. */
const EVIDENCE: Readonly<Record<GuardName, (figure: Figure) => Partial<Evidence>>> = {
  entries: (figure) => ({ lost: [figure] }),
  vanishingValues: (figure) => ({ emptied: [{ ...figure, field: 'email' }] }),
  names: (figure) => ({ renamed: [{ ...figure, field: 'userName' }] }),
  changes: (figure) => ({ changed: [figure] }),
  oneCause: (figure) => ({ causes: [{ ...figure, code: 'VALUE_MISSING', params: { attribute: 'uid' }, field: null }] }),
  problems: (figure) => ({ problems: [figure] }),
};

describe.each<[GuardName, { percent: number; people: number }]>([
  ['entries', { percent: 10, people: 10 }],
  ['vanishingValues', { percent: 5, people: 5 }],
  ['names', { percent: 10, people: 10 }],
  ['changes', { percent: 50, people: 50 }],
  ['oneCause', { percent: 50, people: 10 }],
  ['problems', { percent: 20, people: 10 }],
])('the guard "%s"', (guard, { percent, people }) => {
  const guards = (figure: Figure) => judge(EVIDENCE[guard](figure)).map((finding) => finding.guard);
  const share = (total: number) => (total * percent) / 100;

  it('lets a plan pass that is exactly at the share, and stops one that is a person beyond it', () => {
    expect(guards(whole(share(500_000), 500_000))).toEqual([]);
    expect(guards(whole(share(500_000) + 1, 500_000))).toEqual([guard]);
  });

  it('lets a plan pass that is exactly at the number, whatever the share, and stops one beyond both', () => {
    expect(guards(whole(people, people))).toEqual([]);
    expect(guards(whole(people + 1, people + 1))).toEqual([guard]);
  });

  it('lets 50 people pass when the share is exceeded but not the number', () => {
    expect(guards(whole(Math.min(people, 50), 50))).toEqual([]);
  });

  it('lets 500,000 people pass when the number is exceeded but not the share', () => {
    expect(guards(whole(people * 10, 500_000))).toEqual([]);
  });

  it('stops a plan that is beyond the limit in one organizational unit alone, and names the unit', () => {
    const unit = { unit: 'ou=Staff,dc=example', people: people + 1, total: people + 1 };
    const ofBoth = [whole(people + 1, 500_000), unit].map(EVIDENCE[guard]);
    const [name = ''] = Object.keys(ofBoth[0] ?? {});
    const figures = ofBoth.flatMap((evidence) => Object.values(evidence).flat());
    expect(judge({ [name]: figures })).toMatchObject([{ guard, ...unit }]);
  });

  it('stops nothing when it is switched off, and needs no evidence then', () => {
    const limits = { ...DEFAULTS, [guard]: { ...DEFAULTS[guard], enabled: false } };
    expect(judge(EVIDENCE[guard](whole(500_000, 500_000)), limits)).toEqual([]);
    expect(Object.values(floorsOf(limits))).toContain(Number.POSITIVE_INFINITY);
    expect(Object.values(floorsOf(DEFAULTS))).not.toContain(Number.POSITIVE_INFINITY);
  });
});

it('names figure, limit and field', () => {
  expect(judge({ emptied: [{ ...whole(170, 180), field: 'email' }] })).toEqual([
    {
      guard: 'vanishingValues',
      people: 170,
      total: 180,
      limit: { percent: 5, people: 5 },
      usual: null,
      unit: null,
      field: 'email',
      attribute: null,
      similar: [],
      problem: null,
    },
  ]);
});

it('finds an organizational unit where the whole is not beyond the limit, the largest first', () => {
  const unit = (name: string, people: number) => ({ unit: `ou=${name}`, people, total: 60, field: 'title' }) as const;
  const all = { ...whole(99, 10_000), field: 'title' } as const;
  expect(judge({ emptied: [all, unit('Lund', 12), unit('Ulm', 40), unit('Lyon', 3)] })).toMatchObject([
    { unit: 'ou=Ulm', people: 40, total: 60, field: 'title' },
    { unit: 'ou=Lund', people: 12 },
  ]);
});

it('leaves out units where the whole is beyond the limit, but judges the other fields', () => {
  const unit = { unit: 'ou=Ulm', people: 40, total: 60 };
  const found = judge({
    emptied: [
      { ...whole(600, 1000), field: 'title' },
      { ...unit, field: 'title' },
      { ...unit, field: 'phone' },
    ],
  });
  expect(found.map(({ field, unit: where }) => [field, where])).toEqual([
    ['title', null],
    ['phone', 'ou=Ulm'],
  ]);
});

it('reports one cause first, and not the number of problems that it explains', () => {
  const figure = whole(449, 449);
  expect(
    judge({ ...EVIDENCE.oneCause(figure), ...EVIDENCE.problems(figure), ...EVIDENCE.names(figure) }),
  ).toMatchObject([
    { guard: 'oneCause', problem: { code: 'VALUE_MISSING', params: { attribute: 'uid' } } },
    { guard: 'names' },
  ]);
});

it('accepts problems in a first import, but not one cause', () => {
  const figure = whole(300, 1000);
  expect(judge({ ...EVIDENCE.problems(figure), isFirstImport: true })).toEqual([]);
  expect(judge({ ...EVIDENCE.oneCause(whole(501, 1000)), isFirstImport: true })).toHaveLength(1);
});

it('reports one cause within a unit instead of the problems of this unit, and the problems of others as well', () => {
  const inUnit = (unit: string) => ({ unit, people: 20, total: 20 });
  const causes = EVIDENCE.oneCause(inUnit('ou=Staff,dc=example'));
  const problems = [inUnit('ou=Staff,dc=example'), inUnit('ou=Crew,dc=example')];
  expect(judge({ ...causes, problems })).toMatchObject([
    { guard: 'oneCause', unit: 'ou=Staff,dc=example' },
    { guard: 'problems', unit: 'ou=Crew,dc=example' },
  ]);
});
