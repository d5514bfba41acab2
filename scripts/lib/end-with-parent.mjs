/** Loaded into a child process. Terminates it gracefully when its parent process has ended. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
