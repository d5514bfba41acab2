import type { Writable } from 'node:stream';

/** Where a command writes: its answer to `out`, progress and messages to `messages`. */
export class Screen {
  private lineIsOpen = false;

  constructor(
    private readonly out: Writable,
    private readonly messages: Writable & { readonly isTTY?: boolean },
  ) {}

  /** Waits for a slow reader, so that a long answer does not pile up in memory. */
  async answer(line: string): Promise<void> {
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

  /** A line that the next one takes the place of, on a terminal; a line of its own elsewhere. */
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
