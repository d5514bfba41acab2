import type { Writable } from 'node:stream';

/** Writes the result of a command to `out`, and progress and messages to `messages`. */
export class TerminalOutput {
  private lineIsOpen = false;

  constructor(
    private readonly out: Writable,
    private readonly messages: Writable & { readonly isTTY?: boolean },
  ) {}

  /** Waits for a slow reader, so that long results are not buffered in memory. */
  async result(line: string): Promise<void> {
    this.closeLine();
    if (!this.out.write(`${line}\n`) && !this.out.destroyed) {
      await new Promise<void>((resolve) => {
        this.out.once('drain', resolve);
        this.out.once('close', resolve);
      });
    }
  }

  message(line: string): void {
    this.closeLine();
    this.messages.write(`${line}\n`);
  }

  /** On a terminal, the next line replaces this one. */
  progress(line: string): void {
    if (!this.messages.isTTY) return this.message(line);
    this.messages.write(`\r\u001b[2K${line}`);
    this.lineIsOpen = true;
  }

  get isTerminal(): boolean {
    return this.messages.isTTY === true;
  }

  private closeLine(): void {
    if (!this.lineIsOpen) return;
    this.messages.write('\n');
    this.lineIsOpen = false;
  }
}
