import { DEFAULT_MATCHING, type MatchingField } from '../../../../src/contract/matching.js';
import { chosenFor } from './plan-model-choices.js';
import type { ModelEntry, ModelLink, ModelUser, PlanInput } from './plan-model.js';

interface Obstruction {
  readonly outcome: string;
  readonly field: MatchingField;
}

/** The user whom an entry is or would become, or why there is none. */
export interface Target {
  readonly user: ModelUser | undefined;
  readonly matchedBy: 'link' | MatchingField | null;
  readonly candidates: number;
  /** What tells the entry from the user. */
  readonly contradiction?: MatchingField | undefined;
  readonly isOfOtherPool?: boolean;
  /** The user of its link no longer exists. */
  readonly isDeleted?: boolean;
  /** Why nobody is created. */
  readonly obstruction?: Obstruction | undefined;
  readonly linkDn: string | null;
}

export function targetOf(entry: ModelEntry, input: PlanInput, pool: string): Target {
  const { users, links, matching = DEFAULT_MATCHING } = input;
  const link = linkOf(entry, input, pool);
  const linked = link && users.find(({ id }) => id === link.userId);
  if (link && linked) return { user: linked, matchedBy: 'link', candidates: 1, linkDn: link.dn };

  const poolsOf = (user: ModelUser) =>
    links
      .filter(({ userId }) => userId === user.id)
      .map((each) => each.pool)
      .filter((each) => each === pool || !input.matchingOtherPools);
  const nobody = { user: undefined, matchedBy: null, candidates: 0, linkDn: null };
  for (const [position, rule] of matching.entries()) {
    // A value that is not valid might be that of someone else.
    if (entry.kept.some((field) => field === rule)) break;
    const found = agreeing(entry, rule, input, pool);
    const unlinked = found.filter((user) => poolsOf(user).length === 0);
    const [user] = unlinked;
    if (found.length === 0) continue;
    if (!user && found.every((each) => poolsOf(each).includes(pool))) break;
    if (!user) return { ...nobody, isOfOtherPool: true };
    if (unlinked.length > 1) return { ...nobody, matchedBy: rule, candidates: unlinked.length };
    const fields = new Set([...matching.slice(0, position), 'employeeNumber' as const]);
    const contradiction = [...matching, 'employeeNumber' as const].find(
      (field) => fields.has(field) && contradicts(entry, user, field),
    );
    return { ...nobody, user, matchedBy: rule, candidates: 1, contradiction };
  }
  return { ...nobody, isDeleted: link !== undefined, obstruction: obstructionOf(entry, input, pool) };
}

function linkOf({ stableId }: ModelEntry, { links }: PlanInput, pool: string): ModelLink | undefined {
  return links.find((each) => each.pool === pool && each.stableId === stableId);
}

/** Users with the same value, unless the run gives them another one. */
function agreeing(entry: ModelEntry, field: MatchingField, input: PlanInput, pool: string): readonly ModelUser[] {
  const { users, entries } = input;
  const isTwice = ({ stableId }: ModelEntry) => entries.filter((each) => each.stableId === stableId).length > 1;
  const givesUp = (user: ModelUser) =>
    !user.isProtected &&
    entries.some(
      (other) =>
        linkOf(other, input, pool)?.userId === user.id &&
        !other.isRejected &&
        !isTwice(other) &&
        !other.kept.some((each) => each === field) &&
        identityOf(chosenFor(other, user), field) !== identityOf(user, field),
    );
  const value = identityOf(entry, field);
  return users.filter(
    (user) => !user.isHidden && value !== null && identityOf(user, field) === value && !givesUp(user),
  );
}

/** Nobody is created beside a user who agrees in what identifies, nor beside another entry that does. */
function obstructionOf(entry: ModelEntry, input: PlanInput, pool: string): Obstruction | undefined {
  const { matching = DEFAULT_MATCHING, links } = input;
  const fields = [...new Set([...matching, 'employeeNumber' as const])];
  const invalid = matching.findIndex((rule) => entry.kept.some((field) => field === rule));
  for (const [position, field] of fields.entries()) {
    const found = agreeing(entry, field, input, pool);
    if (found.length === 0) continue;
    const invalidField = invalid >= 0 && invalid < position ? matching[invalid] : undefined;
    if (invalidField) return { outcome: 'IDENTITY_NOT_VALID', field: invalidField };
    const isLinked = found.some(({ id }) => links.some((link) => link.pool === pool && link.userId === id));
    return { outcome: isLinked ? 'USER_OF_OTHER_ENTRY' : 'IDENTITY_TAKEN', field };
  }
  const twice = fields
    .filter((field) => field === 'employeeNumber' || field === 'email')
    .find((field) =>
      input.entries.some(
        (other) =>
          other !== entry &&
          !other.isRejected &&
          identityOf(entry, field) !== null &&
          identityOf(other, field) === identityOf(entry, field),
      ),
    );
  return twice && { outcome: 'IDENTITY_TWICE_IN_DIRECTORY', field: twice };
}

function contradicts(entry: ModelEntry, user: ModelUser, field: MatchingField): boolean {
  const [one, other] = [identityOf(chosenFor(entry, user), field), identityOf(user, field)];
  return one !== null && other !== null && one !== other;
}

function identityOf(of: Pick<ModelUser, MatchingField>, field: MatchingField): string | null {
  return of[field]?.toLowerCase() ?? null;
}
