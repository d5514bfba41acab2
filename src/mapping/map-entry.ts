import type { UserField } from '../contract/user-binding.js';
import type { DirectoryUser, Entry } from './directory-user.js';
import type { EntryProblem, Mapped, Rejected } from './mapped.js';
import { ATTRIBUTES, type MappingRule } from './mapping-rule.js';
import type { FieldLimits } from '../contract/users-table.js';
import { isStorableText, storableText } from '../contract/storable-text.js';
import { refuseText, type TextProblem } from './text-value.js';

export type MapEntry = (entry: Entry) => Mapped | Rejected;

interface PreparedRule {
  /** Lower-case, as in `Entry`. */
  readonly attribute: string;
  readonly rule: MappingRule;
  readonly field: UserField | undefined;
  /** Name within the JSON attributes. */
  readonly name: string;
  readonly required: boolean;
  readonly limit: number;
}

type Value = { readonly text: string | null } | { readonly problem: TextProblem };

/**
 * Works the rules out once; what comes back turns an entry into a directory user or a problem, and never throws.
 *
 * Of several values the first one that is not blank counts, in the order of the server. White space around a value is
 * dropped; a value of nothing else is no value. Attribute names are compared without regard to case. The first problem
 * of an entry is the one that is told. Rules for what the host does not keep have no effect.
 */
export function prepareMapping(rules: readonly MappingRule[], limits: FieldLimits): MapEntry {
  const kept = rules.map((rule) => prepare(rule, limits)).filter((rule) => rule !== undefined);
  return (entry) => mapWith(kept, entry);
}

function prepare(rule: MappingRule, limits: FieldLimits): PreparedRule | undefined {
  const attribute = rule.attribute.toLowerCase();
  if (rule.field.startsWith(ATTRIBUTES)) {
    const name = rule.field.slice(ATTRIBUTES.length);
    return limits.attributes
      ? { attribute, rule, field: undefined, name, required: rule.required, limit: Infinity }
      : undefined;
  }
  const field = rule.field as UserField;
  if (!limits.fields.has(field)) return undefined;
  const required = rule.required || limits.notNull.has(field);
  return { attribute, rule, field, name: '', required, limit: limits.maxLength[field] ?? Infinity };
}

function mapWith(rules: readonly PreparedRule[], entry: Entry): Mapped | Rejected {
  const { dn, stableId } = entry;
  if (!isStorableText(dn))
    return rejected(entry, { code: 'VALUE_UNREADABLE', params: { attribute: 'dn', field: 'dn' } });
  if (stableId === undefined) return rejected(entry, { code: 'STABLE_ID_MISSING', params: {} });

  const fields: { [field in UserField]?: string | null } = {};
  const attributes: Record<string, string> = {};
  for (const rule of rules) {
    const value = valueOf(entry, rule);
    if ('problem' in value) return rejected(entry, value.problem);
    if (rule.field) fields[rule.field] = value.text;
    else if (value.text !== null) attributes[rule.name] = value.text;
  }
  const user: DirectoryUser = { stableId, dn, fields, attributes };
  return { ok: true, user };
}

function valueOf(entry: Entry, { attribute, rule, required, limit }: PreparedRule): Value {
  const value = firstValue(entry, attribute);
  const names = { attribute: rule.attribute, field: rule.field };
  if (value === undefined) return required ? { problem: { code: 'VALUE_MISSING', params: names } } : { text: null };

  const problem = refuseText(value, names, limit);
  return problem || typeof value !== 'string'
    ? { problem: problem ?? { code: 'VALUE_UNREADABLE', params: names } }
    : { text: value };
}

function firstValue(entry: Entry, attribute: string): string | Uint8Array | undefined {
  if (!Object.hasOwn(entry.attributes, attribute)) return undefined;
  for (const value of entry.attributes[attribute] ?? []) {
    const trimmed = typeof value === 'string' ? value.trim() : value;
    if (trimmed.length > 0) return trimmed;
  }
  return undefined;
}

function rejected({ dn, stableId = '' }: Entry, problem: TextProblem): Rejected {
  const full: EntryProblem = { dn: storableText(dn), stableId: stableId || null, ...problem };
  return { ok: false, problem: full };
}
