/**
 * Ends all threads of the process at the signal SIGUSR2, as running out of memory does to the thread of the embedded
 * database: `NODE_OPTIONS="--import .../end-threads.mjs"`.
 */
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

if (threads.isMainThread) {
  const workers = [];
  threads.Worker = class extends threads.Worker {
    constructor(...parameters) {
      super(...parameters);
      workers.push(this);
    }
  };
  syncBuiltinESMExports();
  process.on('SIGUSR2', () => workers.forEach((worker) => void worker.terminate()));
}
