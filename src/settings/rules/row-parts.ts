import type { Parts } from '../../mapping/parts.js';
import { isJsonObject } from '../json-object.js';
import type { RuleViolation } from './rule.js';

/**
 * Whether a part of a row has the parts that its kind requires, and no others.
 *
 * @param selector the property that holds the kind.
 */
export function partViolations(
  value: unknown,
  selector: string,
  parts: Parts<string, string>,
): readonly RuleViolation[] {
  if (!isJsonObject(value)) return [{ code: 'notObject' }];
  const kind = value[selector];
  if (typeof kind !== 'string' || !Object.hasOwn(parts, kind)) return [];
  const { required = [], optional = [] } = parts[kind] ?? {};
  const all = new Set(Object.values(parts).flatMap((each) => [...(each.required ?? []), ...(each.optional ?? [])]));
  const given = [...all].filter((part) => value[part] !== undefined);
  return [
    ...required.filter((part) => isEmpty(value[part])).map((part) => ({ code: 'required', at: part })),
    ...given
      .filter((part) => ![...required, ...optional].includes(part))
      .map((part) => ({ code: 'partNotUsed', params: { kind }, at: part })),
  ];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '';
}
