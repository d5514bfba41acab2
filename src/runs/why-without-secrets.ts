import type { WhyPerson } from '../contract/why.js';
import { hidden, secretFieldsOf, withoutSecrets } from '../mapping/hidden-secrets.js';
import type { MappingRule } from '../mapping/mapping-rule.js';

/** What is said about someone, without the values of secrets that rows write. */
export function whyWithoutSecrets(person: WhyPerson, rules: readonly MappingRule[]): WhyPerson {
  const secretFields = secretFieldsOf(rules);
  if (secretFields.size === 0) return person;
  const { mapping, user, next, plan } = person;
  return {
    ...person,
    mapping: mapping.map((row) => (secretFields.has(row.field) ? { ...row, value: hidden(row.value) } : row)),
    user: user && { ...user, fields: recordedWithout(user.fields, secretFields) },
    next: next && changeWithout(next, secretFields),
    plan: plan && { ...plan, change: plan.change && changeWithout(plan.change, secretFields) },
  };
}

type Fields = NonNullable<WhyPerson['user']>['fields'];

function recordedWithout(fields: Fields, secretFields: ReadonlySet<string>): Fields {
  const shown = Object.entries(fields).map(([name, field]) => {
    return [name, secretFields.has(name) ? { ...field, value: hidden(field.value) } : field] as const;
  });
  return Object.fromEntries(shown);
}

function changeWithout<Change extends Pick<NonNullable<WhyPerson['next']>, 'before' | 'after'>>(
  change: Change,
  secretFields: ReadonlySet<string>,
): Change {
  const { before, after } = change;
  return { ...change, before: withoutSecrets(before, secretFields), after: withoutSecrets(after, secretFields) };
}
