import { expect, it } from 'vitest';

import { type ApprovalCase, approvalNeed } from '../../../src/engine/approval/approval-need.js';

const settled: ApprovalCase = {
  rules: { policy: 'whenChanged', fourEyes: false },
  trigger: 'schedule',
  changes: 3,
  isFirst: false,
  sections: [],
  isStartedByAuthor: false,
  isForOne: false,
  isEveryoneStopped: false,
};
const one = { isForOne: true, trigger: 'manual' } as const;
const never = { policy: 'never', fourEyes: false } as const;
const whenChanged = { policy: 'whenChanged', fourEyes: false } as const;
const always = { policy: 'always', fourEyes: false } as const;
const fourEyes = { policy: 'whenChanged', fourEyes: true } as const;
const sections = ['mapping', 'limits'] as const;

it.each<[string, Partial<ApprovalCase>, string | null]>([
  ['nothing changed', {}, null],
  ['scheduled, settings changed', { sections }, 'changed'],
  ['scheduled, settings changed, four eyes', { sections, rules: fourEyes }, 'changed'],
  ['scheduled, nothing changed, four eyes', { rules: fourEyes }, null],
  ['scheduled, settings changed, but nobody would be changed', { sections, changes: 0 }, null],
  ['first run', { isFirst: true, sections }, null],
  [
    'first run, four eyes',
    { isFirst: true, sections, rules: fourEyes, trigger: 'manual', isStartedByAuthor: true },
    null,
  ],
  ['manual, settings changed', { sections, trigger: 'manual' }, null],
  ['manual by an author', { sections, trigger: 'manual', isStartedByAuthor: true }, null],
  ['manual by another, four eyes', { sections, trigger: 'manual', rules: fourEyes }, null],
  [
    'manual by an author, four eyes',
    { sections, trigger: 'manual', rules: fourEyes, isStartedByAuthor: true },
    'four-eyes',
  ],
  ['manual by an author of nothing, four eyes', { trigger: 'manual', rules: fourEyes, isStartedByAuthor: true }, null],
  ['never, settings changed', { sections, rules: never }, null],
  [
    'never, four eyes',
    { sections, rules: { ...never, fourEyes: true }, trigger: 'manual', isStartedByAuthor: true },
    null,
  ],
  ['always, nothing changed', { rules: always }, 'always'],
  ['always, settings changed', { rules: always, sections }, 'always'],
  ['always, manual', { rules: always, trigger: 'manual' }, 'always'],
  ['always, first run', { rules: always, isFirst: true }, 'always'],
  ['always, but nobody would be changed', { rules: always, changes: 0 }, null],
  ['one person, nothing changed', { ...one }, null],
  ['one person, settings changed', { ...one, sections }, 'changed'],
  ['one person, settings changed, never', { ...one, sections, rules: never }, null],
  ['one person by another, four eyes', { ...one, sections, rules: fourEyes }, 'changed'],
  ['one person by an author, four eyes', { ...one, sections, rules: fourEyes, isStartedByAuthor: true }, 'four-eyes'],
  ['one person, first run', { ...one, isFirst: true }, null],
  ['one person, first run, four eyes', { ...one, isFirst: true, rules: fourEyes }, 'four-eyes'],
  ['one person, everyone stopped', { ...one, isEveryoneStopped: true }, 'stopped'],
  ['one person, everyone stopped, never', { ...one, isEveryoneStopped: true, rules: never }, 'stopped'],
  ['one person, everyone stopped, but nobody would be changed', { ...one, isEveryoneStopped: true, changes: 0 }, null],
  ['everyone stopped before', { isEveryoneStopped: true }, null],
  ['changed, manual, no four eyes', { rules: whenChanged, sections, trigger: 'manual', isStartedByAuthor: true }, null],
])('%s', (_, situation, because) => {
  const given = { ...settled, ...situation };
  expect(approvalNeed(given)).toEqual(because && { because, sections: given.sections });
});
