#!/usr/bin/env node
import { isSupportedNode, runOnSupportedNode } from './node-version.js';

// Only built-in modules may be imported statically, because the others do not load on an older Node.
if (isSupportedNode(process.versions.node)) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { runFromTerminal } = await import('./terminal.js');
  await runFromTerminal();
  // Open handles, for example of a database that failed to open, must not keep the process alive.
  process.exit();
} else {
  process.exitCode = await runOnSupportedNode(import.meta.url);
}
