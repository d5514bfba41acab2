import type { DirectoryConnection } from '../client/directory-connection.js';
import { RESULT } from '../client/result-codes.js';

const MAX_ENTRIES = 20;
/** More would come only from a hostile server. */
const MAX_NAMES = 1_000;

/** The names of the attributes that the first entries have, as the server spells them and without options. */
export async function namesInSample(connection: DirectoryConnection, pageSize: number): Promise<readonly string[]> {
  const size = Math.min(MAX_ENTRIES, pageSize);
  const response = await connection.page(['*'], { size });
  if (response.status !== RESULT.success) return [];
  const names = new Set<string>();
  for (const { attributes } of connection.entriesOf(response)) {
    for (const { type } of attributes) if (names.size < MAX_NAMES) names.add(type.split(';')[0] ?? type);
  }
  return [...names];
}
