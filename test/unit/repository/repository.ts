import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export function inRepository(...names: string[]): string {
  return path.join(root, ...names);
}

export function contentOf(...names: string[]): string {
  return readFileSync(inRepository(...names), 'utf8');
}

/** The files below a folder, as paths from the root of the repository. */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(inRepository(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.includes(path.extname(entry.name)))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}
