import { ApiError, type ErrorBody } from './api-error.js';

const UNSAFE = new Set(['POST', 'PUT', 'DELETE']);

let csrfToken: string | undefined;
let language = 'en';
let sessionEndedListener: () => void = () => {};

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Sets the language in which the host answers. */
export function setLanguage(code: string): void {
  language = code;
}

/** Registers the listener that is called when the host rejects the session. */
export function onSessionEnded(listener: () => void): void {
  sessionEndedListener = listener;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Calls the API of the host. Throws an `ApiError` whose message is in the language of the user. */
export async function call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;

  const error = await errorBodyOf(response);
  if (response.status === 401 && path !== '/api/session') sessionEndedListener();
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
