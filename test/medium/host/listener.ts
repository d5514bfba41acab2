interface ServerSentEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Reads server-sent events as a browser does. */
export class Listener {
  readonly headers: Headers;
  private readonly chunks: AsyncIterator<string>;
  private text = '';

  private constructor(
    { headers, body }: Response,
    private readonly gone: AbortController,
  ) {
    this.headers = headers;
    this.chunks = body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  }

  static async to(url: string, headers: Record<string, string>): Promise<Listener> {
    const gone = new AbortController();
    const response = await fetch(url, { headers, signal: gone.signal });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return new Listener(response, gone);
  }

  /** The next event; undefined at the end. Comments are no events. */
  async next(): Promise<ServerSentEvent | undefined> {
    for (;;) {
      const message = this.message();
      if (message?.startsWith(':')) continue;
      if (message !== undefined) return parse(message);
      if (!(await this.more())) return undefined;
    }
  }

  async readAll(): Promise<ServerSentEvent[]> {
    const heard: ServerSentEvent[] = [];
    for (let event = await this.next(); event; event = await this.next()) heard.push(event);
    return heard;
  }

  async waitForText(text: string): Promise<void> {
    while (!this.text.includes(text)) if (!(await this.more())) throw new Error(`It ended without "${text}".`);
  }

  leave(): void {
    this.gone.abort();
  }

  private message(): string | undefined {
    const end = this.text.indexOf('\n\n');
    if (end < 0) return undefined;
    const message = this.text.slice(0, end);
    this.text = this.text.slice(end + 2);
    return message;
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.chunks.next();
    if (!done) this.text += value;
    return !done;
  }
}

function parse(message: string): ServerSentEvent {
  const [, event = '', data = ''] = /^event: (\S+)\ndata: (.*)$/.exec(message) ?? [];
  return { event, data: JSON.parse(data) };
}
