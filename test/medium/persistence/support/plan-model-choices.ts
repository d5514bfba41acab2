import type { DirectoryUser } from '../../../../src/mapping/directory-user.js';
import type { KeptField, ModelEntry, ModelUser } from './plan-model.js';

/** The values of which fields take one. */
export type Choices = Readonly<Partial<Record<KeptField | 'userName', readonly string[]>>>;

/** As a mapped entry has them. */
export function choicesByTarget(choices: Choices): DirectoryUser['choices'] {
  const { badge, ...fields } = choices;
  return badge ? { ...fields, 'attributes.badge': badge } : fields;
}

/** The entry with the values that it has for a user. */
export function chosenFor(entry: ModelEntry, user: ModelUser | undefined): ModelEntry {
  const chosen = Object.entries(entry.choices ?? {}).flatMap(([field, values]) => {
    const present = user?.[field as keyof Choices];
    return typeof present === 'string' && values.includes(present) ? [[field, present] as const] : [];
  });
  return chosen.length === 0 ? entry : { ...entry, ...Object.fromEntries(chosen) };
}
