import { textForm } from '../../mapping/conversions/text-form.js';
import type { Entry } from '../../mapping/directory-user.js';
import { type NameComponent, parseDistinguishedName } from '../../mapping/distinguished-name.js';

/** The people whom every complete read must contain, by DN or stable id. */
export class Canaries {
  /** By the form in which they are compared. */
  private readonly unseen: Map<string, string>;

  constructor(canaries: readonly string[]) {
    this.unseen = new Map(canaries.map((canary) => [comparable(canary), canary]));
  }

  see({ dn, stableId }: Entry): void {
    if (this.unseen.size === 0) return;
    if (stableId !== undefined) this.unseen.delete(stableId);
    this.unseen.delete(comparable(dn));
  }

  /** Those who were not seen, as they were entered. */
  get missing(): readonly string[] {
    return [...this.unseen.values()];
  }
}

/**
 * Neither case, white space, the form of a text nor the way a character is escaped distinguishes two DNs (RFC 4514 allows
 * `\,` and `\2C`). What is no DN is compared as it is, without case.
 */
function comparable(text: string): string {
  const names = text.includes('=') ? parseDistinguishedName(text) : undefined;
  if (!names) return text.toLowerCase();
  const parts = ({ type, value }: NameComponent) => [type, textForm(value)].map((part) => part.toLowerCase());
  return JSON.stringify(names.map((name) => name.map((component) => JSON.stringify(parts(component))).toSorted()));
}
