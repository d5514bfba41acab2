import { statfs } from 'node:fs/promises';

/** Bytes that this process can still write to the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Two segments of the write-ahead log. What PostgreSQL deletes after a failed attempt counts as free again. */
export const FULL_BELOW_BYTES = 32 * 1024 * 1024;
