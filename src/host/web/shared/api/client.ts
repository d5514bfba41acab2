import { ApiError, type ErrorBody } from './api-error.js';

const UNSAFE = new Set(['POST', 'PUT', 'DELETE']);

let csrfToken: string | undefined;
let language = 'en';
let whenSignedOut: () => void = () => {};

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

export function setLanguage(chosen: string): void {
  language = chosen;
}

/** Told when the host no longer knows the session. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Calls the host's API. Throws an `ApiError`, with its text in the reader's language. */
export async function call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(method, path, body, signal);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;

  const refusal = await refusalIn(response);
  if (response.status === 401 && path !== '/api/session') whenSignedOut();
  throw new ApiError(response.status, refusal);
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

async function refusalIn(response: Response): Promise<ErrorBody> {
  try {
    return (await response.json()) as ErrorBody;
  } catch {
    return { code: `HTTP_${response.status}` };
  }
}
