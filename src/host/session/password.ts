import { randomInt } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

// Letters and digits that are not mistaken for one another when read from a screen.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const MADE_LENGTH = 20;

/** About 115 bits. */
export function makePassword(): string {
  return Array.from({ length: MADE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

const ofNobody = hashPassword(makePassword());

/** Whether the password is the one of the hash. Without a hash it takes as long and says no, so that time tells nothing. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await ofNobody), password);
  return matches && passwordHash !== undefined;
}
