import type { FieldLimits } from '../../contract/users-table.js';
import { isUserField } from '../rules/mapping-rules.js';
import { MappingRow } from './mapping-row.js';

/**
 * The mapping for inetOrgPerson (RFC 2798). It has no attribute for `principalName`, which is not mapped so that runs do
 * not clear it.
 *
 * @param limits if given, fields that the host's users table does not have are left out.
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
