import type { Entry } from './mixture-model.js';
import { anEntry } from './test-host.js';

export const dnOf = (name: string, { unit }: { readonly unit: string }) => `uid=${name},ou=${unit},dc=example`;

export const entryOf = ([name, { title, email, unit }]: readonly [string, Entry]) =>
  anEntry(name, { title, email }, { dn: dnOf(name, { unit }) });
