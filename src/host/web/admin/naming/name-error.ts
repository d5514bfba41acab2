import { ApiError } from '../../shared/api/api-error.js';

/** Why the host refused the name; undefined if it refused something else. */
export function nameErrorIn(error: unknown): string | undefined {
  return error instanceof ApiError ? error.fields.find(({ field }) => field === 'name')?.message : undefined;
}
