import type { FieldError, MessageParameters } from '../../index.js';

/** Errors of the host. Their texts are in `i18n/<language>/host.json` under `errors`. */
export type HostErrorCode =
  | 'NOT_SIGNED_IN'
  | 'SIGN_IN_REFUSED'
  | 'NOT_ALLOWED'
  | 'CSRF_TOKEN_WRONG'
  | 'TOO_MANY_ATTEMPTS'
  | 'TOO_MANY_STREAMS'
  | 'PASSWORD_WRONG'
  | 'PASSWORD_REFUSED'
  | 'NOT_FOUND'
  | 'USER_NOT_FOUND'
  | 'REQUEST_INVALID'
  | 'CHANGE_REFUSED'
  | 'SETTINGS_REFUSED'
  | 'RUN_IN_PROGRESS'
  | 'ADDRESS_MALFORMED'
  | 'BODY_MALFORMED'
  | 'BODY_TOO_LARGE'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'ID_INVALID';

interface HostErrorDetails {
  readonly params?: MessageParameters;
  /** Invalid values of the request. */
  readonly fields?: readonly FieldError[];
  /** Invalid settings, or values of a user. */
  readonly settings?: readonly FieldError[];
  /** The run that is in progress. */
  readonly run?: object;
}

/** A request was rejected by the host. */
export class HostError extends Error {
  readonly status: number;
  readonly code: HostErrorCode;
  readonly details: HostErrorDetails;

  private constructor(status: number, code: HostErrorCode, details: HostErrorDetails = {}) {
    super(code);
    this.name = 'HostError';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  static notSignedIn(): HostError {
    return new HostError(401, 'NOT_SIGNED_IN');
  }

  /** Does not reveal whether the user exists. */
  static signInRefused(): HostError {
    return new HostError(401, 'SIGN_IN_REFUSED');
  }

  static notAllowed(): HostError {
    return new HostError(403, 'NOT_ALLOWED');
  }

  static csrfTokenWrong(): HostError {
    return new HostError(403, 'CSRF_TOKEN_WRONG');
  }

  static tooManyAttempts(seconds: number): HostError {
    return new HostError(429, 'TOO_MANY_ATTEMPTS', { params: { seconds } });
  }

  static tooManyStreams(seconds: number): HostError {
    return new HostError(429, 'TOO_MANY_STREAMS', { params: { seconds } });
  }

  static passwordWrong(): HostError {
    return new HostError(400, 'PASSWORD_WRONG');
  }

  static passwordRefused(field: FieldError): HostError {
    return new HostError(400, 'PASSWORD_REFUSED', { fields: [field] });
  }

  static notFound(): HostError {
    return new HostError(404, 'NOT_FOUND');
  }

  static userNotFound(id: string): HostError {
    return new HostError(404, 'USER_NOT_FOUND', { params: { id } });
  }

  static requestInvalid(fields: readonly FieldError[] = []): HostError {
    return new HostError(400, 'REQUEST_INVALID', { fields });
  }

  static changeRefused(settings: readonly FieldError[]): HostError {
    return new HostError(400, 'CHANGE_REFUSED', { settings });
  }

  static settingsRefused(settings: readonly FieldError[]): HostError {
    return new HostError(400, 'SETTINGS_REFUSED', { settings });
  }

  static runInProgress(run: { readonly id: string }): HostError {
    return new HostError(409, 'RUN_IN_PROGRESS', { params: { runId: run.id }, run });
  }

  static addressMalformed(): HostError {
    return new HostError(400, 'ADDRESS_MALFORMED');
  }

  static bodyMalformed(): HostError {
    return new HostError(400, 'BODY_MALFORMED');
  }

  /** @param limit in bytes */
  static bodyTooLarge(limit: number): HostError {
    return new HostError(413, 'BODY_TOO_LARGE', { params: { limit: Math.floor(limit / 1_024) } });
  }

  static mediaTypeUnsupported(): HostError {
    return new HostError(415, 'MEDIA_TYPE_UNSUPPORTED');
  }

  static idInvalid(): HostError {
    return new HostError(400, 'ID_INVALID');
  }
}
