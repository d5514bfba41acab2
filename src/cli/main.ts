#!/usr/bin/env node
import { runsHere, runOnNewerNode } from './newer-node.js';

// Only Node's built-ins above this line: what the rest imports does not load on an older Node.
if (runsHere(process.versions.node)) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { runFromTerminal } = await import('./terminal.js');
  await runFromTerminal();
  // Nothing that was left open, by a database that did not open for one, keeps the terminal waiting.
  process.exit();
} else {
  process.exitCode = await runOnNewerNode(import.meta.url);
}
