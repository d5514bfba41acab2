import { comparableNames } from '../../mapping/comparable-name.js';
import {
  escapeNameValue,
  parseDistinguishedName,
  splitUnescaped,
  trimUnescaped,
} from '../../mapping/distinguished-name.js';
import { textOfHexString } from '../../mapping/hex-string.js';
import { trimChars } from '../../mapping/trim-chars.js';
import type { RuleViolation } from './rule.js';
import { trimBlanks } from './white-space.js';

const SPACING = new Set(' \t\r\n');

/**
 * The name without white space at its ends and around `,`, `+` and `=`, and with text in place of hexadecimal digits that stand
 * for it (`#04024869`), which OpenLDAP refuses. What is no name only loses its ends.
 */
export function cleanDistinguishedName(typed: string): string {
  const text = trimUnescaped(typed, trimBlanks);
  const names = splitUnescaped(text, ',').map((rdn) => splitUnescaped(rdn, '+').map(cleanComponent).join('+'));
  const clean = names.join(',');
  return parseDistinguishedName(clean) ? clean : text;
}

/** Whether a name is the base or below it, however the two are written. */
export function isBelow(name: string, base: string): boolean {
  const [names, bases] = [comparableNames(name), comparableNames(base)];
  if (!names || !bases || names.length < bases.length) return false;
  const above = names.slice(names.length - bases.length);
  return bases.every((each, index) => each === above[index]);
}

export function distinguishedNameViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  return parseDistinguishedName(value) ? undefined : { code: 'dnSyntax', params: { value: value.slice(0, 200) } };
}

/** Line breaks and tabs beside a separator come from a name that was copied from several lines. */
function cleanComponent(component: string): string {
  const [type = '', ...value] = component.split('=');
  if (value.length === 0) return type.trim();
  const written = trimUnescaped(value.join('='), trimSpacing);
  const text = textOfHexString(written);
  return `${type.trim()}=${text === undefined ? written : escapeNameValue(text)}`;
}

function trimSpacing(text: string): string {
  return trimChars(text, (char) => SPACING.has(char));
}
