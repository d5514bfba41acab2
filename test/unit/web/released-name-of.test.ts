import { expect, it } from 'vitest';

import { releasedNameOf } from '../../../src/host/web/operator/conflicts/released-name-of.js';
import type { ConflictRow } from '../../../src/host/web/shared/api/conflicts.js';

const RULE = '{value}.former';
const about = (field: string | null, value: string | null, userName = 'ada') =>
  releasedNameOf({ field, value, user: { id: '1', userName } } as ConflictRow, RULE);

it('says what becomes of a name that is given up, before an "@", in the case of the user', () => {
  expect(about('userName', 'ada')).toBe('ada.former');
  expect(about('userName', 'ADA')).toBe('ada.former');
  expect(about('principalName', 'ada@corp.example')).toBe('ada.former@corp.example');
  expect(about('userName', '$&')).toBe('$&.former');
});

it('says nothing of what is emptied, and of an entry as a whole', () => {
  expect(about('email', 'ada@corp.example')).toBeUndefined();
  expect(about(null, null)).toBeUndefined();
});
