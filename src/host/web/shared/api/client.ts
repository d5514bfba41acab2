import { ApiError, type ErrorBody } from './api-error.js';

const SESSION_PATH = '/api/session';
/** The session has ended, or another tab has started a new one. */
const SESSION_REJECTED = new Set(['NOT_SIGNED_IN', 'CSRF_TOKEN_WRONG']);
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Returns whether the same user is signed in again, so that the request may be repeated. */
type SessionRejection = (code: string) => Promise<boolean>;

let csrfToken: string | undefined;
let language = 'en';
let onRejection: SessionRejection = () => Promise.resolve(false);

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Sets the language in which the host answers. */
export function setLanguage(code: string): void {
  language = code;
}

/** Registers what is done when the host rejects the session. */
export function onSessionRejected(listener: SessionRejection): void {
  onRejection = listener;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls the API of the host. If the session has ended, the call waits until the user has signed in again, and is then
 * repeated. Throws an `ApiError` whose message is in the language of the user.
 */
export async function call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const sentToken = csrfToken;
  const response = await send(method, path, body, signal);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;

  const error = await errorBodyOf(response);
  // Signing in and out are the two calls that must not wait for a sign-in.
  const isRejected = path !== SESSION_PATH && SESSION_REJECTED.has(error.code);
  // The session may have been renewed while the request was under way.
  if (isRejected && ((csrfToken && csrfToken !== sentToken) || (await onRejection(error.code)))) {
    return call(method, path, body, signal);
  }
  throw new ApiError(response.status, error);
}

async function send(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (UNSAFE.has(method) && csrfToken) headers.set('X-CSRF-Token', csrfToken);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, { code: 'HOST_UNREACHABLE' });
  }
}

async function errorBodyOf(response: Response): Promise<ErrorBody> {
  try {
    return (await response.json()) as ErrorBody;
  } catch {
    return { code: `HTTP_${response.status}` };
  }
}
