/** Runs commands of the built `ldap-batch-sync` one after the other, each as if the process were its own. */
import type { Outcome } from './command-line.js';

export interface CommandMessage {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const built = new URL('../../../dist/cli/terminal.js', import.meta.url).href;
const terminal = (await import(built)) as { runFromTerminal(): Promise<void> };

process.on('message', (message: CommandMessage) => void run(message).then((outcome) => process.send?.(outcome)));
process.send?.('ready');

async function run({ words, environment }: CommandMessage): Promise<Outcome> {
  process.argv.splice(2, Infinity, ...words);
  process.env = { ...environment };
  process.exitCode = 0;
  const [out, messages] = [new Captured(process.stdout), new Captured(process.stderr)];
  try {
    await terminal.runFromTerminal();
  } finally {
    out.release();
    messages.release();
  }
  return { exitCode: exitCode(), out: out.text, messages: messages.text };
}

function exitCode(): number {
  return Number(process.exitCode);
}

/** Keeps what is written to a stream, instead of writing it. */
class Captured {
  text = '';
  private readonly stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream;
    const write = (chunk: string, done?: () => void) => {
      this.text += chunk;
      if (done) setImmediate(done);
      return true;
    };
    Object.defineProperty(stream, 'write', { value: write, configurable: true });
  }

  release(): void {
    Reflect.deleteProperty(this.stream, 'write');
  }
}
