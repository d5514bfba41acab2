import { BlockList } from 'node:net';

import type { PeopleLookup } from '../../engine/ports/people-lookup.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { similarAttributes } from '../../mapping/similar-attributes.js';
import type { EntryProblem } from '../../mapping/directory-user.js';
import { isUserField } from '../../settings/rules/mapping-rules.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { Sample } from './check-sample.js';
import type { Finding } from './check-steps.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Warns about a connection without TLS, unless it stays on this machine. */
export function tlsFinding({ tls, bindDn }: DataPoolSettings, addresses: readonly string[]): Finding {
  if (tls.mode !== 'none') return { code: 'TLS_ESTABLISHED', params: {} };
  if (addresses.every((address) => LOOPBACK.check(address, address.includes(':') ? 'ipv6' : 'ipv4'))) {
    return { code: 'TLS_NOT_NEEDED', params: {} };
  }
  return { code: bindDn === '' ? 'TLS_NOT_USED' : 'TLS_PASSWORD_IN_CLEAR', params: {}, outcome: 'warning' };
}

export function bindFinding({ bindDn }: DataPoolSettings): Finding {
  return bindDn === '' ? { code: 'BIND_ANONYMOUS', params: {} } : { code: 'BIND_ACCEPTED', params: { bindDn } };
}

export function searchFinding({ entries, more }: Sample, { baseDn, filter }: DataPoolSettings): Finding {
  if (entries.length === 0) return { code: 'SEARCH_EMPTY', params: { baseDn, filter }, outcome: 'failed' };
  return { code: more ? 'SEARCH_FOUND_MORE' : 'SEARCH_FOUND', params: { count: entries.length } };
}

/**
 * Warns about an attribute that no entry has while they have one whose name comes close. That an attribute is absent says
 * nothing by itself: many directories have no mobile numbers.
 */
export function misspelledFinding(
  absent: readonly MappingRule[],
  names: readonly string[],
  count: number,
): Finding | undefined {
  for (const { attribute, field } of absent) {
    const similar = similarAttributes(attribute, names);
    if (similar.length === 0) continue;
    const params = { count, attribute, userField: field, similar: similar.join(', ') };
    return { code: 'ATTRIBUTE_MISSPELLED', params, outcome: 'warning' };
  }
  return undefined;
}

/** Warns about an attribute that no entry has although users have the value: a read permission may be missing. */
export async function emptiedFinding(
  absent: readonly MappingRule[],
  known: Pick<PeopleLookup, 'withValue'>,
  count: number,
): Promise<Finding | undefined> {
  for (const { attribute, field } of absent) {
    const people = isUserField(field) ? await known.withValue(field) : 0;
    if (people === 0) continue;
    return { code: 'ATTRIBUTE_NOT_SEEN', params: { count, attribute, userField: field, people }, outcome: 'warning' };
  }
  return undefined;
}

/** Fails if nobody could be synchronized. `params.problem` is the code of the first problem, whose parameters follow. */
export function mappingFinding(mapped: number, problems: readonly EntryProblem[]): Finding {
  const [first] = problems;
  if (!first) return { code: 'MAPPED', params: { count: mapped } };
  const params = { ...first.params, dn: first.dn, problem: first.code };
  return mapped === 0
    ? { code: 'NOTHING_MAPPED', params: { ...params, count: problems.length }, outcome: 'failed' }
    : {
        code: 'MAPPED_WITH_PROBLEMS',
        params: { ...params, count: problems.length, total: mapped + problems.length },
        outcome: 'warning',
      };
}
