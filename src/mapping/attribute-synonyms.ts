/** Names and OIDs of the same attribute in lower case (RFC 4519, RFC 4524, RFC 2798). */
const SYNONYMS: readonly (readonly string[])[] = [
  ['cn', 'commonname', '2.5.4.3'],
  ['sn', 'surname', '2.5.4.4'],
  ['serialnumber', '2.5.4.5'],
  ['c', 'countryname', '2.5.4.6'],
  ['l', 'localityname', '2.5.4.7'],
  ['st', 'stateorprovincename', '2.5.4.8'],
  ['street', 'streetaddress', '2.5.4.9'],
  ['o', 'organizationname', '2.5.4.10'],
  ['ou', 'organizationalunitname', '2.5.4.11'],
  ['title', '2.5.4.12'],
  ['description', '2.5.4.13'],
  ['postaladdress', '2.5.4.16'],
  ['postalcode', '2.5.4.17'],
  ['telephonenumber', '2.5.4.20'],
  ['facsimiletelephonenumber', 'fax', '2.5.4.23'],
  ['givenname', 'gn', '2.5.4.42'],
  ['initials', '2.5.4.43'],
  ['uid', 'userid', '0.9.2342.19200300.100.1.1'],
  ['mail', 'rfc822mailbox', '0.9.2342.19200300.100.1.3'],
  ['roomnumber', '0.9.2342.19200300.100.1.6'],
  ['manager', '0.9.2342.19200300.100.1.10'],
  ['homephone', 'hometelephonenumber', '0.9.2342.19200300.100.1.20'],
  ['mobile', 'mobiletelephonenumber', '0.9.2342.19200300.100.1.41'],
  ['pager', 'pagertelephonenumber', '0.9.2342.19200300.100.1.42'],
  ['co', 'friendlycountryname', '0.9.2342.19200300.100.1.43'],
  ['dc', 'domaincomponent', '0.9.2342.19200300.100.1.25'],
  ['departmentnumber', '2.16.840.1.113730.3.1.2'],
  ['employeenumber', '2.16.840.1.113730.3.1.3'],
  ['employeetype', '2.16.840.1.113730.3.1.4'],
  ['preferredlanguage', '2.16.840.1.113730.3.1.39'],
  ['displayname', '2.16.840.1.113730.3.1.241'],
];

const GROUPS = new Map(SYNONYMS.flatMap((group) => group.map((name) => [name, group] as const)));

/**
 * All names and OIDs of an attribute, in lower case and without options. A server returns an attribute under the first name
 * in its schema, whichever name was requested: a request for `surname` returns `sn`.
 */
export function synonymsOf(type: string): readonly string[] {
  const name = type.toLowerCase();
  return GROUPS.get(name) ?? [name];
}
