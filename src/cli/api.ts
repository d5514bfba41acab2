import type { FieldError } from '../index.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';

/** The JSON API of a host, and the words it refuses in. */
export class Api {
  private readonly base: string;
  private token: string | undefined;

  /**
   * @param language in which the host says what it refuses.
   * @throws `HOST_URL_INVALID` when that is no http(s) address.
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

  /** Trades a password for a token. */
  async signIn(user: string, password: string): Promise<void> {
    const session = await this.send<{ token?: string }>('POST', 'session', { user, password });
    if (!session.token)
      throw new CliError('HOST_ANSWER_UNKNOWN', { params: { url: this.base }, exitCode: EXIT.failed });
    this.token = session.token;
  }

  /** Ends what `signIn` began. Never throws: the session ends by itself some time later. */
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
    const answer = await this.open(method, path, { body });
    if (answer.status === 204) return undefined as T;
    try {
      return (await answer.json()) as T;
    } catch (cause) {
      throw new CliError('HOST_ANSWER_UNKNOWN', { params: { url: this.base }, exitCode: EXIT.failed, cause });
    }
  }

  /** The answer itself, for what is read as it comes. */
  async open(method: string, path: string, { body, signal }: { body?: unknown; signal?: AbortSignal } = {}) {
    const answer = await this.fetch(method, path, body, signal);
    if (!answer.ok) throw await refusal(answer, this.base);
    return answer;
  }

  private async fetch(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': this.language };
    if (this.token) headers['authorization'] = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    try {
      const content = body === undefined ? null : JSON.stringify(body);
      // A redirect would carry the token to another place.
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

/** What a host says in place of an answer. */
interface RefusalBody {
  readonly code?: string;
  readonly message?: string | readonly string[];
  readonly params?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
}

async function refusal(answer: Response, url: string): Promise<CliError> {
  const body = await bodyOf(answer);
  const params = { url, ...body.params };
  if (answer.status === 401) return new CliError('HOST_SIGN_IN_REFUSED', { params, exitCode: EXIT.failed });
  if (answer.status === 403) return new CliError('HOST_NOT_ALLOWED', { params, exitCode: EXIT.failed });
  if (answer.status === 429) return new CliError('HOST_TOO_MANY_TRIES', { params, exitCode: EXIT.failed });
  return new CliError(body.code ?? 'HOST_ANSWER_UNKNOWN', {
    params: { status: answer.status, ...params },
    exitCode: EXIT.failed,
    ...(body.errors && { fields: body.errors }),
    ...(typeof body.message === 'string' && { message: body.message }),
  });
}

async function bodyOf(answer: Response): Promise<RefusalBody> {
  try {
    const body: unknown = await answer.json();
    return Array.isArray(body) ? { errors: body as FieldError[] } : (body as RefusalBody);
  } catch {
    return {};
  }
}
