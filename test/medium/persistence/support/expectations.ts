import { expect } from 'vitest';

export function expectEqual(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(expected);
}

export function expectMatch(actual: unknown, expected: object): void {
  expect(actual).toMatchObject(expected);
}

export async function expectRefusal(asking: Promise<unknown>, error: object): Promise<void> {
  await expect(asking).rejects.toMatchObject(error);
}
