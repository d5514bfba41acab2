import type { FieldError } from '../index.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';

/** A client for the JSON API of a host. */
export class Api {
  private readonly base: string;
  private token: string | undefined;

  /**
   * @param language the language of error messages.
   * @throws `HOST_URL_INVALID` if the URL is not an http or https address.
   */
  constructor(
    url: string,
    private readonly language: string,
    token?: string,
  ) {
    this.base = baseOf(url);
    this.token = token;
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
    await this.send('DELETE', 'session').catch(() => {});
  }

  get<T>(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<T> {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return this.send<T>('GET', search ? `${path}?${search}` : path);
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.open(method, path, { body });
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw new CliError('HOST_ANSWER_UNKNOWN', { params: { url: this.base }, exitCode: EXIT.failed, cause });
    }
  }

  /** Sends a request and returns the response for streaming. */
  async open(method: string, path: string, { body, signal }: { body?: unknown; signal?: AbortSignal } = {}) {
    const response = await this.fetch(method, path, body, signal);
    if (!response.ok) throw await errorFrom(response, this.base);
    return response;
  }

  private async fetch(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': this.language };
    if (this.token) headers['authorization'] = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    try {
      const content = body === undefined ? null : JSON.stringify(body);
      // A redirect would send the token to another address.
      return await fetch(`${this.base}/api/${path}`, {
        method,
        headers,
        body: content,
        redirect: 'error',
        signal: signal ?? null,
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new CliError('HOST_UNREACHABLE', { params: { url: this.base }, exitCode: EXIT.failed, cause });
    }
  }
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
