import type { FieldError } from './api-types.js';

/** The body of an error response. */
export interface ErrorBody {
  readonly code: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
  /** The run that prevents another from starting. */
  readonly run?: { readonly id: string };
}

/** An error response of the host. `status` is 0 when the host could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The invalid settings, one error each. */
  readonly fields: readonly FieldError[];
  readonly conflictingRunId: string | undefined;

  constructor(status: number, body: ErrorBody) {
    super(body.message ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code;
    this.params = body.params ?? {};
    this.fields = body.errors ?? fieldErrorIn(body);
    this.conflictingRunId = body.run?.id;
  }
}

/** Requests other than a save report their first invalid setting as parameters, without a list. */
function fieldErrorIn({ code, params }: ErrorBody): readonly FieldError[] {
  const { field, reason } = params ?? {};
  if (code !== 'SETTINGS_INVALID' || typeof field !== 'string' || field === '/') return [];
  return [{ field, code, message: String(reason ?? '') }];
}
