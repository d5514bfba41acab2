const DESCRIPTOR = String.raw`[A-Za-z][A-Za-z0-9-]*`;
const OID = String.raw`(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+`;

/** RFC 4512 section 2.5: name or OID, with options such as `;lang-de`. */
const ATTRIBUTE_DESCRIPTION = new RegExp(`^(?:${DESCRIPTOR}|${OID})(?:;[A-Za-z0-9-]+)*$`);
const ATTRIBUTE_TYPE = new RegExp(`^(?:${DESCRIPTOR}|${OID})$`);

export function isAttributeDescription(text: string): boolean {
  return ATTRIBUTE_DESCRIPTION.test(text);
}

export function isAttributeType(text: string): boolean {
  return ATTRIBUTE_TYPE.test(text);
}
