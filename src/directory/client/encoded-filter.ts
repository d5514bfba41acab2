import { Filter, SearchFilter, type BerWriter, type SearchFilterValues } from 'ldapts';

import type { LdapFilter } from '../../settings/rules/ldap-filter.js';

const OCTET_STRING = 0x04;
const CONTEXT = 0x80;

const TAGS = {
  and: SearchFilter.and,
  or: SearchFilter.or,
  not: SearchFilter.not,
  equal: SearchFilter.equalityMatch,
  substrings: SearchFilter.substrings,
  greaterOrEqual: SearchFilter.greaterOrEqual,
  lessOrEqual: SearchFilter.lessOrEqual,
  present: SearchFilter.present,
  approximate: SearchFilter.approxMatch,
  extensible: SearchFilter.extensibleMatch,
} as const;

/**
 * Encodes a filter that this add-on parsed (RFC 4511 section 4.5.1.7). The parser of ldapts treats escaped bytes as
 * characters, so that `(cn=M\c3\bcller)` matches no entry, and it supports neither OIDs nor attribute options.
 */
export class EncodedFilter extends Filter {
  type: SearchFilterValues;

  constructor(private readonly filter: LdapFilter) {
    super();
    this.type = TAGS[filter.kind];
  }

  override write(writer: BerWriter): void {
    write(writer, this.filter);
  }

  override toString(): string {
    return this.filter.kind;
  }
}

function write(writer: BerWriter, filter: LdapFilter): void {
  if (filter.kind === 'present') {
    writer.writeBuffer(Buffer.from(filter.attribute), TAGS.present);
    return;
  }
  writer.startSequence(TAGS[filter.kind]);
  writeContent(writer, filter);
  writer.endSequence();
}

function writeContent(writer: BerWriter, filter: Exclude<LdapFilter, { kind: 'present' }>): void {
  switch (filter.kind) {
    case 'and':
    case 'or':
      for (const part of filter.filters) write(writer, part);
      return;
    case 'not':
      write(writer, filter.filter);
      return;
    case 'substrings':
      writer.writeString(filter.attribute);
      writeSubstrings(writer, filter.parts);
      return;
    case 'extensible':
      writeExtensible(writer, filter);
      return;
    default:
      writer.writeString(filter.attribute);
      writer.writeBuffer(filter.value, OCTET_STRING);
  }
}

/** The part before the first `*` is `initial`, the part after the last one is `final`. Empty parts are omitted. */
function writeSubstrings(writer: BerWriter, parts: readonly Buffer[]): void {
  writer.startSequence();
  for (const [index, part] of parts.entries()) {
    const choice = index === 0 ? 0 : index === parts.length - 1 ? 2 : 1;
    if (part.length > 0) writer.writeBuffer(part, CONTEXT + choice);
  }
  writer.endSequence();
}

function writeExtensible(writer: BerWriter, filter: Extract<LdapFilter, { kind: 'extensible' }>): void {
  if (filter.rule !== '') writer.writeBuffer(Buffer.from(filter.rule), CONTEXT + 1);
  if (filter.attribute !== '') writer.writeBuffer(Buffer.from(filter.attribute), CONTEXT + 2);
  writer.writeBuffer(filter.value, CONTEXT + 3);
  if (filter.dnAttributes) writer.writeBoolean(true, CONTEXT + 4);
}
