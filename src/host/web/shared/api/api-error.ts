import type { FieldError } from './wire.js';

/** The body of an answer that refuses. */
export interface ErrorBody {
  readonly code: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
  /** The run that is in the way of another. */
  readonly run?: { readonly id: string };
}

/** The host refused, or could not be reached (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** What was wrong, setting by setting. */
  readonly fields: readonly FieldError[];
  readonly runInTheWay: string | undefined;

  constructor(status: number, refusal: ErrorBody) {
    super(refusal.message ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.code = refusal.code;
    this.params = refusal.params ?? {};
    this.fields = refusal.errors ?? settingIn(refusal);
    this.runInTheWay = refusal.run?.id;
  }
}

/** What cannot be tried or run is refused for its first wrong setting, without a list. */
function settingIn({ code, params }: ErrorBody): readonly FieldError[] {
  const { field, reason } = params ?? {};
  if (code !== 'SETTINGS_INVALID' || typeof field !== 'string' || field === '/') return [];
  return [{ field, code, message: String(reason ?? '') }];
}
