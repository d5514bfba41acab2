import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';

/**
 * The names of the values in `before` and `after` of a change, in their order: the mapped fields, `source`, `state`, the
 * mapped attributes, and `dn` (the DN of the link). It depends only on the targets that the run stores, so that a change
 * can be read whatever is mapped or bound by then.
 */
export interface ValueOrder {
  readonly names: readonly string[];
  /** Names of the attributes, without the prefix. They stand together. */
  readonly attributes: readonly string[];
  /** Position of the first attribute. Positions count from 1, as in PostgreSQL. */
  readonly firstAttribute: number;
  /** Position of `dn`, which comes last. */
  readonly dn: number;
}

export function valueOrder(targets: readonly MappingTarget[]): ValueOrder {
  const isAttribute = (target: MappingTarget) => target.startsWith(ATTRIBUTES);
  const first = [...targets.filter((target) => !isAttribute(target)), 'source', 'state'];
  const attributes = targets.filter(isAttribute);
  const names = [...first, ...attributes, 'dn'];
  return {
    names,
    attributes: attributes.map((target) => target.slice(ATTRIBUTES.length)),
    firstAttribute: first.length + 1,
    dn: names.length,
  };
}

/** The position of a value; undefined when the run does not have it. */
export function positionOfValue({ names }: ValueOrder, name: string): number | undefined {
  const index = names.indexOf(name);
  return index < 0 ? undefined : index + 1;
}
