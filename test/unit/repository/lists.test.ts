import { describe, expect, it } from 'vitest';

import { CHANGE_KINDS, RUN_COUNTS } from '../../../src/contract/change-kinds.js';
import { RUN_STATUSES } from '../../../src/contract/run.js';
import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { UserDto } from '../../../src/host/operator/users/user.dto.js';
import { COUNTS } from '../../../src/host/web/operator/runs/counts.js';
import { USER_FIELDS_IN_ORDER } from '../../../src/host/web/shared/components/field-order.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { contentOf, filesBelow } from './repository.js';
import { textsOf } from './words/text-files.js';

const english = textsOf('en');

/** Lists that the compiler does not compare with each other. docs/recipes.md relies on these tests. */
describe('each user field', () => {
  it.each(USER_FIELDS)('"%s" has a label, a place on the pages, a column and a property of the API', (field) => {
    expect(english.has(`fields:${field}`)).toBe(true);
    expect(USER_FIELDS_IN_ORDER).toContain(field);
    expect(Object.keys(IdentityUser.meta.properties)).toContain(field);
    expect(propertiesOf(UserDto)).toContain(field);
  });
});

describe('each count of a run', () => {
  it.each(RUN_COUNTS)('"%s" has a name on the command line', (count) => {
    expect(english.has(`cli:count.${count}`)).toBe(true);
  });

  it('but "read" is shown on the pages, with the kind of change that it counts', () => {
    const kindOf = new Map<string, string>(CHANGE_KINDS.map(({ count, kind }) => [count, kind]));
    const shown = COUNTS.map(({ name, kind }) => ({ name, kind }));
    expect(shown).toEqual(RUN_COUNTS.slice(1).map((name) => ({ name, kind: kindOf.get(name) })));
  });
});

describe('each status of a run', () => {
  it('has a name on the pages and on the command line', () => {
    for (const status of RUN_STATUSES) expect(english.has(`cli:status.${status}`)).toBe(true);
  });

  it('is a state of the diagram in docs/runs.md', () => {
    const diagram = /stateDiagram-v2\n([^]*?)```/.exec(contentOf('docs/runs.md'))?.[1] ?? '';
    const states = [...diagram.matchAll(/^ {2}(\S+) --> ([^\s:]+)/gm)].flatMap(([, from = '', to = '']) => [from, to]);
    const drawn = new Set(states.filter((state) => state !== '[*]').map((state) => state.replaceAll('_', '-')));
    expect([...drawn].toSorted()).toEqual([...RUN_STATUSES].toSorted());
  });
});

describe('the list of languages', () => {
  it('is in i18n/languages.json and in no other file', () => {
    const listing = filesBelow('src', ['.ts', '.tsx']).filter((file) => {
      const content = contentOf(file);
      const named = LANGUAGES.filter((language) => new RegExp(`['"\`]${language}['"\`]`).test(content));
      return (
        named.length > 1 || LANGUAGES.slice(0, 4).every((language) => new RegExp(`\\b${language}\\b`).test(content))
      );
    });
    expect(listing).toEqual([]);
  });
});

/** What `@ApiProperty()` was set on. */
function propertiesOf(dto: { readonly prototype: object }): readonly string[] {
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', dto.prototype) as readonly string[];
  return names.map((name) => name.replace(':', ''));
}
