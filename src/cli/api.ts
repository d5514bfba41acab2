import type { FieldError } from '../index.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';

/** How long the end of a session may take. The session also expires by itself. */
const SIGN_OUT_MS = 2_000;

export interface ApiOptions {
  /** The language of error messages. */
  readonly language: string;
  readonly token?: string;
  /** Seconds that a request may take. A stream of events may take longer. */
  readonly timeoutSeconds: number;
  /** The data folder in which the address was found; undefined if the user gave the address. */
  readonly foundIn?: string;
}

/** A client for the JSON API of a host. */
export class Api {
  private readonly base: string;
  private token: string | undefined;

  /** @throws `HOST_URL_INVALID` if the URL is not an http or https address. */
  constructor(
    url: string,
    private readonly options: ApiOptions,
  ) {
    this.base = baseOf(url);
    this.token = options.token;
  }

  get url(): string {
    return this.base;
  }

  /** Signs in and uses the returned token for all further requests. */
  async signIn(user: string, password: string): Promise<void> {
    const session = await this.send<{ token?: string }>('POST', 'session', { user, password });
    if (!session.token)
      throw new CliError('HOST_ANSWER_UNKNOWN', { params: { url: this.base }, exitCode: EXIT.failed });
    this.token = session.token;
  }

  /** Ends the session. Never throws, because the session also expires by itself. */
  async signOut(): Promise<void> {
    await this.send('DELETE', 'session', undefined, SIGN_OUT_MS).catch(() => {});
  }

  get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return this.send<T>('GET', search ? `${path}?${search}` : path);
  }

  /** Throws `HOST_TIMED_OUT` when the complete answer does not arrive in time. */
  async send<T>(method: string, path: string, body?: unknown, milliseconds = this.timeoutMs): Promise<T> {
    const deadline = AbortSignal.timeout(milliseconds);
    const response = await this.request(method, path, { body, deadline });
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (cause) {
      if (deadline.aborted) throw this.timedOut(cause);
      throw new CliError('HOST_ANSWER_UNKNOWN', { params: { url: this.base }, exitCode: EXIT.failed, cause });
    }
  }

  /** Opens a stream. Throws `HOST_TIMED_OUT` when the stream does not begin in time. */
  async open(path: string, signal: AbortSignal): Promise<Response> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.timeoutMs);
    try {
      return await this.request('GET', path, { deadline: deadline.signal, signal });
    } finally {
      clearTimeout(timer);
    }
  }

  private get timeoutMs(): number {
    return this.options.timeoutSeconds * 1000;
  }

  private async request(method: string, path: string, { body, deadline, signal }: RequestParts): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': this.options.language };
    if (this.token) headers['authorization'] = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let response: Response;
    try {
      // A redirect would send the token to another address.
      response = await fetch(`${this.base}/api/${path}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.any([deadline, ...(signal ? [signal] : [])]),
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw deadline.aborted ? this.timedOut(cause) : this.unreachable(cause);
    }
    if (!response.ok) throw await errorFrom(response, this.base);
    return response;
  }

  private timedOut(cause: unknown): CliError {
    const { timeoutSeconds: seconds } = this.options;
    return this.error('HOST_TIMED_OUT', { seconds }, cause);
  }

  private unreachable(cause: unknown): CliError {
    return this.error('HOST_UNREACHABLE', {}, cause);
  }

  /** An address that the user did not give needs an explanation: where it was found. */
  private error(code: 'HOST_TIMED_OUT' | 'HOST_UNREACHABLE', params: CliError['params'], cause: unknown): CliError {
    const { foundIn } = this.options;
    return new CliError(foundIn === undefined ? code : `FOUND_${code}`, {
      params: { url: this.base, ...(foundIn !== undefined && { folder: foundIn }), ...params },
      exitCode: EXIT.failed,
      cause,
    });
  }
}

interface RequestParts {
  readonly body?: unknown;
  /** Ends a request that takes too long. */
  readonly deadline: AbortSignal;
  /** Ends a request that the user interrupts. */
  readonly signal?: AbortSignal;
}

function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || parsed.username || parsed.password) {
    throw new CliError('HOST_URL_INVALID', {
      params: { url: url.replace(/\/\/.*@/, '//') },
      exitCode: EXIT.wrongUsage,
    });
  }
  return (parsed.origin + parsed.pathname).replace(/\/+$/, '');
}

/** The body of an error response. */
interface ErrorBody {
  readonly code?: string;
  readonly message?: string | readonly string[];
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
}

async function errorFrom(response: Response, url: string): Promise<CliError> {
  const body = await bodyOf(response);
  const params = { url, ...body.params };
  if (response.status === 401) return new CliError('HOST_SIGN_IN_REFUSED', { params, exitCode: EXIT.failed });
  if (response.status === 403) return new CliError('HOST_NOT_ALLOWED', { params, exitCode: EXIT.failed });
  if (response.status === 429) return new CliError('HOST_TOO_MANY_TRIES', { params, exitCode: EXIT.failed });
  return new CliError(body.code ?? 'HOST_ANSWER_UNKNOWN', {
    params: { status: response.status, ...params },
    exitCode: EXIT.failed,
    ...(body.errors && { fields: body.errors }),
    ...(typeof body.message === 'string' && { message: body.message }),
  });
}

async function bodyOf(response: Response): Promise<ErrorBody> {
  try {
    const body: unknown = await response.json();
    return Array.isArray(body) ? { errors: body as FieldError[] } : (body as ErrorBody);
  } catch {
    return {};
  }
}
