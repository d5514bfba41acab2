import type { FieldLimits } from '../../contract/users-table.js';
import { isUserField } from '../rules/mapping-rules.js';
import { MappingRow } from './mapping-row.js';

/**
 * The mapping for inetOrgPerson (RFC 2798). `principalName` has no attribute there and stays unmapped, so that a run
 * does not clear it.
 *
 * @param limits leaves out what the host's users do not keep.
 */
export function defaultMapping(limits?: FieldLimits): MappingRow[] {
  const rows = [
    MappingRow.of('uid', 'userName', true),
    MappingRow.of('givenName', 'firstName'),
    MappingRow.of('sn', 'lastName'),
    MappingRow.of('displayName', 'displayName'),
    MappingRow.of('mail', 'email'),
    MappingRow.of('telephoneNumber', 'phone'),
    MappingRow.of('mobile', 'mobile'),
    MappingRow.of('employeeNumber', 'employeeNumber'),
    MappingRow.of('title', 'title'),
    MappingRow.of('departmentNumber', 'department'),
    MappingRow.of('o', 'organization'),
    MappingRow.of('ou', 'organizationalUnit'),
    MappingRow.of('l', 'location'),
    MappingRow.of('cn', 'commonName'),
    MappingRow.of('description', 'comment'),
  ];
  return rows.filter(({ field }) => !limits || (isUserField(field) && limits.fields.has(field)));
}
