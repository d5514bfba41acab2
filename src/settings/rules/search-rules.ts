import { comparableName } from '../../mapping/comparable-name.js';
import { parseDistinguishedName } from '../../mapping/distinguished-name.js';
import { isStableId } from './canaries.js';
import type { RuleViolation } from './rule.js';

export const MAX_BASES = 50;
export const MAX_EXCLUSIONS = 200;

/** The DN of a container: not the root, because a search needs a beginning. */
export function containerViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.trim() === '') return { code: 'required' };
  return parseDistinguishedName(value) ? undefined : { code: 'dnSyntax', params: { value: value.slice(0, 200) } };
}

export function stableIdViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string' || isStableId(value)) return undefined;
  return { code: 'stableId', params: { value: value.slice(0, 64) } };
}

/** At most `limit` statements, and no container is named twice. */
export function statementViolations(value: unknown, limit: number): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  if (value.length > limit) return [{ code: 'listTooLong', params: { limit } }];
  const names = value.map(nameOf);
  return names.flatMap((name, index) =>
    name !== '' && names.indexOf(name) < index ? [{ code: 'containerTwice', at: `${index}.dn` }] : [],
  );
}

/** A base whose container is excluded would find nobody. */
export function exclusionViolations(value: unknown, owner: object): readonly RuleViolation[] {
  const found = statementViolations(value, MAX_EXCLUSIONS);
  const bases: unknown = Reflect.get(owner, 'bases');
  if (found.length > 0 || !Array.isArray(value) || !Array.isArray(bases)) return found;
  const names = new Set(bases.map(nameOf));
  return value.flatMap((statement: unknown, index) => {
    const isExcluded =
      typeof statement === 'object' && statement !== null && Reflect.get(statement, 'kind') === 'exclude';
    const name = nameOf(statement);
    return isExcluded && name !== '' && names.has(name) ? [{ code: 'containerIsBase', at: `${index}.dn` }] : [];
  });
}

function nameOf(statement: unknown): string {
  const dn: unknown = typeof statement === 'object' && statement !== null ? Reflect.get(statement, 'dn') : undefined;
  return typeof dn === 'string' ? comparableName(dn) : '';
}
