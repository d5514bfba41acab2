interface ServerSentEvent {
  readonly event: string;
  readonly data: unknown;
}

/** A client for server-sent events. */
export class Listener {
  readonly headers: Headers;
  private readonly chunks: AsyncIterator<string>;
  private text = '';

  private constructor(
    { headers, body }: Response,
    private readonly controller: AbortController,
  ) {
    this.headers = headers;
    this.chunks = body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  }

  static async to(url: string, headers: Record<string, string>): Promise<Listener> {
    const controller = new AbortController();
    const response = await fetch(url, { headers, signal: controller.signal });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return new Listener(response, controller);
  }

  /** The next event, or undefined at the end. Comments are skipped. */
  async next(): Promise<ServerSentEvent | undefined> {
    for (;;) {
      const message = this.message();
      if (message?.startsWith(':')) continue;
      if (message !== undefined) return parse(message);
      if (!(await this.more())) return undefined;
    }
  }

  async readAll(): Promise<ServerSentEvent[]> {
    const events: ServerSentEvent[] = [];
    for (let event = await this.next(); event; event = await this.next()) events.push(event);
    return events;
  }

  async waitForText(text: string): Promise<void> {
    while (!this.text.includes(text)) if (!(await this.more())) throw new Error(`It ended without "${text}".`);
  }

  close(): void {
    this.controller.abort();
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
