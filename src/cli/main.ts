#!/usr/bin/env node
import { runsHere, runOnNewerNode } from './newer-node.js';

// Only Node's built-ins above this line: what the rest imports does not load on an older Node.
if (runsHere(process.versions.node)) {
  const { runFromTerminal } = await import('./terminal.js');
  await runFromTerminal();
} else {
  process.exitCode = await runOnNewerNode(import.meta.url);
}
