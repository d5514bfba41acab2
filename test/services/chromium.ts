import { existsSync } from 'node:fs';
import path from 'node:path';

import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  '--font-render-hinting=none',
];

/** Launches the Chromium of `CHROMIUM`, or one on the PATH. Close it in `afterAll`. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: QUIET });
}

function findChromium(): string {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin'];
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = process.env['CHROMIUM'] || candidates.find((candidate) => existsSync(candidate));
  if (found) return found;
  throw new Error(
    'These tests need Chromium: install it (Debian: apt-get install chromium-headless-shell) or name its program in CHROMIUM.',
  );
}
