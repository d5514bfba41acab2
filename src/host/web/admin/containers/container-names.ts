const UTF8 = new TextDecoder();
const EXACT = {
  utf8: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  utf16: new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }),
};
/** Strings in BER (X.690) with a length of up to 127 bytes, all in hexadecimal digits. */
const STRING_IN_BER = /^#(04|0c|12|13|16|1a|1e)([0-7][0-9a-f])((?:[0-9a-f]{2})*)$/;
/** Further names and OIDs of the attributes by which containers are named (RFC 4514 section 3, RFC 4519). */
const TYPES = new Map([
  ['commonname', 'cn'],
  ['2.5.4.3', 'cn'],
  ['countryname', 'c'],
  ['2.5.4.6', 'c'],
  ['localityname', 'l'],
  ['2.5.4.7', 'l'],
  ['stateorprovincename', 'st'],
  ['2.5.4.8', 'st'],
  ['streetaddress', 'street'],
  ['2.5.4.9', 'street'],
  ['organizationname', 'o'],
  ['2.5.4.10', 'o'],
  ['organizationalunitname', 'ou'],
  ['2.5.4.11', 'ou'],
  ['userid', 'uid'],
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['domaincomponent', 'dc'],
  ['0.9.2342.19200300.100.1.25', 'dc'],
]);

/**
 * The comparable names of a container and of those above it, its own first. Two DNs of the same container have the same ones:
 * neither case, white space, the form of a text, the order within an RDN, the way a character or a value is escaped nor the name
 * of an attribute distinguishes them. The host compares DNs in the same way.
 */
export function namesOf(dn: string): readonly string[] {
  return dn.trim() === '' ? [] : splitUnescaped(dn, ',').map(comparable);
}

/** A text that all spellings of a container share, and no other container has. */
export function containerKey(dn: string): string {
  return keyOf(namesOf(dn));
}

/** The key of the container with these names. */
export function keyOf(names: readonly string[]): string {
  return names.join('\n');
}

/** The first RDN, as it is written. */
export function firstNameOf(dn: string): string {
  return splitUnescaped(dn, ',')[0] ?? '';
}

function comparable(name: string): string {
  const components = splitUnescaped(name, '+').map((component) => {
    const equals = component.indexOf('=');
    const [type, value] = [component.slice(0, Math.max(equals, 0)), component.slice(equals + 1)];
    return JSON.stringify([typeOf(type), formOf(valueOf(value)).toLowerCase()]);
  });
  return JSON.stringify(components.toSorted());
}

function typeOf(written: string): string {
  const type = written.trim().toLowerCase();
  return TYPES.get(type) ?? type;
}

/** What a text without its escapes stands for: pairs of hexadecimal digits are bytes of UTF-8 (RFC 4514 section 2.4). */
function unescaped(value: string): string {
  return value.replaceAll(/(?:\\[0-9a-f]{2})+|\\[^]/giu, (escape) =>
    escape.length === 2 ? escape.slice(1) : UTF8.decode(Uint8Array.from(escape.slice(1).split('\\'), hexadecimal)),
  );
}

/** `#04024869` stands for `Hi`. What is no string stays as it is. */
function valueOf(written: string): string {
  const [, tag, length = '', digits = ''] = STRING_IN_BER.exec(written.trim().toLowerCase()) ?? [];
  if (tag === undefined || hexadecimal(length) * 2 !== digits.length) return unescaped(written);
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], hexadecimal);
  try {
    return EXACT[tag === '1e' ? 'utf16' : 'utf8'].decode(bytes);
  } catch {
    return unescaped(written);
  }
}

function hexadecimal(digits: string): number {
  return Number.parseInt(digits, 16);
}

/** NFC, without white space at the ends, and with one space for each run of blanks. */
function formOf(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .replaceAll(/\p{Zs}+/gu, ' ');
}

function splitUnescaped(text: string, separator: ',' | '+'): readonly string[] {
  const parts = separator === ',' ? /(?:\\[^]|[^\\,])+/gu : /(?:\\[^]|[^\\+])+/gu;
  return text.match(parts) ?? [];
}
