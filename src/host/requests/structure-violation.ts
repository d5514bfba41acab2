import type { FieldError } from '../../index.js';
import type { BodyLimits } from './body-limits.decorator.js';

interface Part {
  readonly value: unknown;
  readonly path: string;
  /** Level of the value; the body is at level 0. */
  readonly level: number;
}

/**
 * The first part of a body that exceeds a limit, or has a property that every object inherits. Class-transformer ignores
 * such properties, so that they would not be refused as unknown. Does not recurse, because bodies may be nested deeply.
 */
export function structureViolation(body: unknown, limits: BodyLimits): FieldError | undefined {
  const parts: Part[] = [{ value: body, path: '', level: 0 }];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const violation = violationOf(part, limits);
    if (violation) return { field: part.path, message: violation.code, ...violation };
    parts.push(...partsOf(part));
  }
  return undefined;
}

function violationOf({ value, level }: Part, limits: BodyLimits): Pick<FieldError, 'code' | 'params'> | undefined {
  if (typeof value === 'string') return exceeds('tooLong', value.length, limits.textLength);
  if (typeof value !== 'object' || value === null) return undefined;
  const tooDeep = exceeds('tooDeep', level + 1, limits.depth);
  if (tooDeep) return tooDeep;
  if (Array.isArray(value)) return exceeds('listTooLong', value.length, limits.items);
  const names = Object.keys(value);
  const tooMany = exceeds('tooManyFields', names.length, limits.properties);
  return tooMany ?? longName(names, limits.nameLength) ?? inheritedName(names);
}

/** Such a name would be repeated in the answer, in full and for each error below it. */
function longName(names: readonly string[], limit: number): Pick<FieldError, 'code' | 'params'> | undefined {
  const long = names.find((name) => name.length > limit);
  return long === undefined
    ? undefined
    : { code: 'unknownField', params: { fields: `${long.slice(0, 64)}…`, count: 1 } };
}

/** Refuses names such as `toString` or `__proto__`. */
export function inheritedName(names: readonly string[]): Pick<FieldError, 'code' | 'params'> | undefined {
  const inherited = names.find((name) => Object.hasOwn(Object.prototype, name));
  return inherited === undefined ? undefined : { code: 'unknownField', params: { fields: inherited, count: 1 } };
}

function exceeds(code: string, found: number, limit: number): Pick<FieldError, 'code' | 'params'> | undefined {
  return found > limit ? { code, params: { limit } } : undefined;
}

function partsOf({ value, path, level }: Part): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, below]) => ({
    value: below,
    path: path === '' ? name : `${path}.${name}`,
    level: level + 1,
  }));
}
