import type { CheckReport } from '../../contract/jobs.js';
import type { Entry } from '../../mapping/directory-user.js';
import { prepareMapping } from '../../mapping/map-entry.js';
import type { Mapped, Rejected } from '../../mapping/directory-user.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { FieldLimits } from '../../contract/users-table.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { CheckSteps } from './check-steps.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { searchRefused } from '../client/directory-errors.js';
import { EntryReader } from '../read/entry-reader.js';
import { RESULT } from '../client/result-codes.js';

const LOOKED_AT = 20;
const SHOWN = 5;
const MOST_PAGES = 5;

export interface Sample {
  readonly entries: readonly Entry[];
  /** Whether the directory has more than these. */
  readonly more: boolean;
  /** Names of the attributes that hold stable ids there. */
  readonly stableIds: string;
}

/** The first few entries that the search finds. */
export async function sampleRead(
  connection: DirectoryConnection,
  pool: DataPoolSettings,
  mapping: readonly MappingRule[],
): Promise<Sample> {
  const { dialect } = await connection.product();
  const reader = new EntryReader(
    mapping.map(({ attribute }) => attribute),
    dialect,
  );
  const stableIds = dialect.stableIds.map(({ name }) => name).join(', ');
  const size = Math.min(LOOKED_AT, pool.pageSize);

  let cookie: Buffer | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await connection.page(reader.requested, { size, cookie });
    if (answer.status !== RESULT.success) throw searchRefused(connection.search, answer.status, answer.diagnostic);
    cookie = answer.cookie?.length ? answer.cookie : undefined;
    if (answer.entries.length > 0 || !cookie || page === MOST_PAGES) {
      const entries = [...connection.entriesOf(answer)].slice(0, LOOKED_AT).map((entry) => reader.read(entry));
      return { entries, more: cookie !== undefined || answer.entries.length > LOOKED_AT, stableIds };
    }
  }
}

/** Says what the user may see and how the entries map; returns a few of them, mapped. */
export function readSample(
  { entries, stableIds }: Sample,
  mapping: readonly MappingRule[],
  limits: FieldLimits,
  steps: CheckSteps,
): CheckReport['sample'] {
  noteRights(entries, stableIds, mapping, steps);

  const mapped = entries.map(prepareMapping(mapping, limits));
  const problems = mapped.filter((one) => !one.ok);
  const [first] = problems;
  if (first) {
    const params = {
      problems: problems.length,
      count: entries.length,
      dn: first.problem.dn,
      problem: first.problem.code,
    };
    steps.note('map', { code: 'MAPPED_WITH_PROBLEMS', params, outcome: 'warning' });
  } else steps.note('map', { code: 'MAPPED', params: { count: entries.length } });
  return mapped.filter(isMapped).slice(0, SHOWN).map(shown);
}

function noteRights(
  entries: readonly Entry[],
  stableIds: string,
  mapping: readonly MappingRule[],
  steps: CheckSteps,
): void {
  if (entries.every(({ stableId }) => stableId === undefined)) {
    steps.note('rights', { code: 'STABLE_ID_HIDDEN', params: { attributes: stableIds }, outcome: 'failed' });
    return;
  }
  const isSeen = (name: string) => entries.some(({ attributes }) => Object.hasOwn(attributes, name.toLowerCase()));
  const hidden = mapping.filter(({ attribute, required }) => required && !isSeen(attribute));
  const attributes = hidden.map(({ attribute }) => attribute).join(', ');
  steps.note(
    'rights',
    hidden.length === 0
      ? { code: 'RIGHTS_SUFFICIENT', params: {} }
      : { code: 'REQUIRED_ATTRIBUTES_HIDDEN', params: { attributes }, outcome: 'warning' },
  );
}

function isMapped(one: Mapped | Rejected): one is Mapped {
  return one.ok;
}

function shown({ user }: Mapped): Readonly<Record<string, unknown>> {
  const further = Object.entries(user.attributes).map(([name, value]) => [`attributes.${name}`, value] as const);
  return { dn: user.dn, stableId: user.stableId, ...user.fields, ...Object.fromEntries(further) };
}
