import { DEFAULT_MATCHING, type MatchingField } from '../../../../src/contract/matching.js';
import { type Choices, chosenFor } from './plan-model-choices.js';
import { type Target, targetOf } from './plan-model-targets.js';

/** The decisions of a plan in plain TypeScript: slow, and independent of the SQL. */

export interface ModelUser {
  readonly id: string;
  readonly userName: string;
  readonly principalName: string | null;
  readonly email: string | null;
  readonly title: string | null;
  readonly badge: string | null;
  readonly state: string;
  readonly source: string | null;
  readonly employeeNumber: string | null;
  readonly isProtected: boolean;
  /** A default filter of the host hides the user. */
  readonly isHidden: boolean;
}

export interface ModelLink {
  readonly pool: string;
  readonly stableId: string;
  /** A user with this key need not exist. */
  readonly userId: string;
  readonly dn: string;
}

export interface ModelEntry {
  readonly stableId: string;
  readonly dn: string;
  readonly userName: string;
  readonly principalName: string | null;
  readonly email: string | null;
  readonly title: string | null;
  readonly badge: string | null;
  readonly employeeNumber: string | null;
  /** Mapping rejected the entry. */
  readonly isRejected: boolean;
  /** Fields without a valid value: they are null, and those of the user stay as they are. */
  readonly kept: readonly KeptField[];
  /** All values of fields that have several, the one of the entry among them: that of the user stays if it is one of them. */
  readonly choices?: Choices | undefined;
}

export type KeptField = 'employeeNumber' | 'principalName' | 'email' | 'title' | 'badge';
/** The data that a plan is made from. */
export interface PlanInput {
  readonly users: readonly ModelUser[];
  readonly links: readonly ModelLink[];
  readonly entries: readonly ModelEntry[];
  /** @default DEFAULT_MATCHING */
  readonly matching?: readonly MatchingField[];
  /** Whether the rules find users who are linked in other data pools only. @default false */
  readonly matchingOtherPools?: boolean;
}

export interface Decided {
  readonly dn: string;
  readonly outcome: string;
  readonly userId?: string | null;
  readonly matchedBy?: string | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly field?: string;
  /** Fields whose values are not free: the user keeps those of before, and the problem is about the field alone. */
  readonly left?: readonly { readonly field: ModelPart; readonly outcome: string }[];
}

/** The entries as they count: of those with the same stable id and DN, the one that is read last. */
export function counted(entries: readonly ModelEntry[]): readonly ModelEntry[] {
  const key = ({ stableId, dn }: ModelEntry) => `${stableId} ${dn.toLowerCase()}`;
  const last = new Map(entries.map((entry) => [key(entry), entry]));
  return entries.filter((entry) => last.get(key(entry)) === entry);
}

/** Fields that stay together. */
type ModelPart = 'userName' | 'principalName' | 'email' | 'employeeNumber';
const PARTS: readonly ModelPart[] = ['userName', 'principalName', 'email', 'employeeNumber'];
const partOf = (key: Key): ModelPart => (key === 'exactName' ? 'userName' : key);

/** `exactName` is the unique constraint of the table, which distinguishes case. */
type Key = ModelPart | 'exactName';
const KEYS: readonly Key[] = [...PARTS, 'exactName'];

export function decideAll(input: PlanInput, pool: string): readonly Decided[] {
  const { users, entries } = input;
  const shown = users.filter((user) => !user.isHidden);
  const valid = entries.filter((entry) => !entry.isRejected);
  const targets = new Map(valid.map((entry) => [entry, targetOf(entry, input, pool)]));
  /** Who contradicts a user is another person, who has none. */
  const targetUser = (entry: ModelEntry) => (targets.get(entry)?.contradiction ? undefined : targets.get(entry)?.user);

  const isTwice = (entry: ModelEntry) => entries.filter((other) => other.stableId === entry.stableId).length > 1;
  const isClaimed = (entry: ModelEntry) => {
    const target = targets.get(entry);
    if (!target?.user || target.matchedBy === 'link' || target.contradiction) return false;
    return valid.some((other) => {
      const otherTarget = targets.get(other);
      const isClaim = otherTarget?.matchedBy !== 'link' && !otherTarget?.contradiction;
      return other !== entry && isClaim && otherTarget?.user === target.user;
    });
  };

  const valueFor = (entry: ModelEntry, key: Key) => valueOf(chosenFor(entry, targetUser(entry)), key);
  const isKept = ({ kept }: ModelEntry, key: Key) => kept.some((field) => field === key);
  const next = (entry: ModelEntry, key: Key) => {
    if (isKept(entry, key)) return now(targetUser(entry), key);
    const isRenamed = key === 'exactName' && now(targetUser(entry), 'userName') !== valueFor(entry, 'userName');
    return isRenamed ? null : valueFor(entry, key);
  };
  const moves = (entry: ModelEntry, key: Key) => now(targetUser(entry), key) !== next(entry, key);
  const takes = (entry: ModelEntry, key: Key) => moves(entry, key) && next(entry, key) !== null;
  /** Of what hidden users hold, only unique columns of the table are in the way. */
  const hiddenHolder = (entry: ModelEntry, key: Key) =>
    (key === 'exactName' || key === 'email') &&
    !isKept(entry, key) &&
    valueFor(entry, key) !== now(targetUser(entry), key) &&
    users.find((user) => user.isHidden && now(user, key) !== null && now(user, key) === valueFor(entry, key));
  const isShared = (entry: ModelEntry, key: Key) =>
    takes(entry, key) &&
    valid.some((other) => other !== entry && !isKept(other, key) && next(other, key) === next(entry, key));

  const blocks = new Set(
    valid.filter(
      (entry) =>
        isTwice(entry) ||
        (targets.get(entry)?.candidates ?? 0) > 1 ||
        isClaimed(entry) ||
        targets.get(entry)?.contradiction ||
        targets.get(entry)?.isOfOtherPool ||
        targets.get(entry)?.isDeleted ||
        targets.get(entry)?.obstruction ||
        targets.get(entry)?.user?.isHidden ||
        targets.get(entry)?.user?.isProtected,
    ),
  );
  /** A new user is not created without what identifies it. */
  const isNeeded = (entry: ModelEntry, part: ModelPart) =>
    !targetUser(entry) && (part !== 'email' || (input.matching ?? DEFAULT_MATCHING).includes('email'));
  const partsBlocked = new Set<string>();
  const nameOf = (entry: ModelEntry, part: ModelPart) => `${entries.indexOf(entry)} ${part}`;
  const block = (entry: ModelEntry, part: ModelPart) => {
    partsBlocked.add(nameOf(entry, part));
    if (isNeeded(entry, part)) blocks.add(entry);
  };
  const isBlocked = (entry: ModelEntry, part: ModelPart) => blocks.has(entry) || partsBlocked.has(nameOf(entry, part));
  for (const entry of valid) {
    for (const key of KEYS) if (isShared(entry, key) || hiddenHolder(entry, key)) block(entry, partOf(key));
  }
  const keeps = (user: ModelUser, key: Key) => {
    const movers = valid.filter((entry) => targetUser(entry) === user && moves(entry, key));
    return movers.length === 0 || movers.some((entry) => isBlocked(entry, partOf(key)));
  };
  const isTaken = (entry: ModelEntry, key: Key) =>
    takes(entry, key) &&
    shown.some((user) => user !== targetUser(entry) && now(user, key) === next(entry, key) && keeps(user, key));
  for (let grew = true; grew;) {
    const more = valid.flatMap((entry) =>
      KEYS.filter((key) => !partsBlocked.has(nameOf(entry, partOf(key))) && isTaken(entry, key)).map(
        (key) => [entry, partOf(key)] as const,
      ),
    );
    for (const [entry, part] of more) block(entry, part);
    grew = more.length > 0;
  }

  return entries.map((entry): Decided => {
    const { dn } = entry;
    if (entry.isRejected) return { dn, outcome: 'VALUE_MISSING' };
    if (isTwice(entry)) return { dn, outcome: 'STABLE_ID_TWICE' };
    const target = targets.get(entry);
    if (!target) throw new Error('no target');
    if (target.candidates > 1) return { dn, outcome: 'CANDIDATES_AMBIGUOUS', field: target.matchedBy ?? '' };
    if (isClaimed(entry)) return { dn, outcome: 'CANDIDATE_CLAIMED_TWICE' };
    if (target.contradiction) return { dn, outcome: 'CANDIDATE_CONTRADICTS', field: target.contradiction };
    if (target.isOfOtherPool) return { dn, outcome: 'USER_OF_OTHER_POOL' };
    if (target.user?.isHidden) return { dn, outcome: 'USER_HIDDEN' };
    if (target.user?.isProtected) return { dn, outcome: 'USER_PROTECTED' };
    if (target.isDeleted) return { dn, outcome: 'LINKED_USER_DELETED' };
    const found = PARTS.flatMap((part) => obstacleOf(entry, part));
    const [worst] = found
      .filter(({ field }) => isNeeded(entry, field))
      .toSorted((one, other) => rankOf(one) - rankOf(other));
    if (worst && (worst.field !== 'employeeNumber' || !target.obstruction)) return { dn, ...worst };
    if (target.obstruction) return { dn, ...target.obstruction };
    const change = changeOf(chosenFor(entry, target.user), target, new Set(found.map(({ field }) => field)));
    return found.length > 0 ? { ...change, left: found } : change;
  });

  /** The first reason why the values of a part are not free. */
  function obstacleOf(
    entry: ModelEntry,
    part: ModelPart,
  ): readonly { readonly field: ModelPart; readonly outcome: string }[] {
    const keys = KEYS.filter((key) => partOf(key) === part);
    const isName = (key: Key) => key === 'userName' || key === 'principalName';
    const outcomes = keys.flatMap((key) => [
      ...(isName(key) && isShared(entry, key) ? ['NAME_TWICE_IN_DIRECTORY'] : []),
      ...(isName(key) && isTaken(entry, key) ? ['NAME_TAKEN'] : []),
      ...(!isName(key) && (isShared(entry, key) || isTaken(entry, key)) ? ['UNIQUE_VALUE_TAKEN'] : []),
      ...(hiddenHolder(entry, key) ? ['VALUE_OF_HIDDEN_USER'] : []),
    ]);
    const [first] = outcomes.toSorted((one, other) => RANKS.indexOf(one) - RANKS.indexOf(other));
    return first === undefined ? [] : [{ field: part, outcome: first }];
  }
}

const RANKS = ['NAME_TWICE_IN_DIRECTORY', 'NAME_TAKEN', 'UNIQUE_VALUE_TAKEN', 'VALUE_OF_HIDDEN_USER'];
/** What identifies comes last. */
const rankOf = ({ outcome, field }: { readonly outcome: string; readonly field: ModelPart }) =>
  field === 'employeeNumber' ? RANKS.length : RANKS.indexOf(outcome);

function now(user: ModelUser | undefined, key: Key): string | null {
  return user ? valueOf(user, key) : null;
}

function valueOf(of: Pick<ModelUser, ModelPart>, key: Key): string | null {
  if (key === 'exactName') return of.userName;
  return key === 'email' ? of.email : (of[key]?.toLowerCase() ?? null);
}

function changeOf(entry: ModelEntry, { user, matchedBy, linkDn }: Target, left: ReadonlySet<string>): Decided {
  const { dn } = entry;
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const isKept = (key: string) => left.has(key) || entry.kept.some((field) => field === key);
  const compare = (key: string, old: unknown, value: unknown) => {
    if (old === value || isKept(key)) return;
    if (user) before[key] = old;
    after[key] = value;
  };
  for (const key of ['userName', 'principalName', 'email', 'title', 'employeeNumber'] as const)
    compare(key, user?.[key] ?? null, entry[key]);
  compare('state', user?.state ?? null, 'active');
  compare('source', user?.source ?? null, 'LDAP');
  compare('dn', linkDn, dn);
  if ((user?.badge ?? null) !== entry.badge && !isKept('badge')) {
    if (user) before['attributes'] = { badge: user.badge };
    after['attributes'] = { badge: entry.badge };
  }
  const change = { dn, userId: user?.id ?? null, matchedBy, before, after };
  if (!user) return { ...change, outcome: 'create' };
  if (user.state !== 'active') return { ...change, outcome: 'activate' };
  return Object.keys(after).length > 0 ? { ...change, outcome: 'update' } : { dn, outcome: 'unchanged' };
}
