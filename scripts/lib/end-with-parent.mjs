/** Loaded into a child process: it ends as if asked to, when the process that started it is gone. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
