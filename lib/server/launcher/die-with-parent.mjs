// Loaded before a child's own program: when the launcher is gone, even by kill -9, so is the child with all it started.
// What the child itself forks loads this too, and has another parent, whose messages must go on keeping it alive.
if (process.channel && String(process.ppid) === process.env.KNEEPOINT_LAUNCHER_PID) {
  process.channel.unref();
  process.on('disconnect', () => {
    try {
      process.kill(-process.pid, 'SIGKILL');
    } catch {
      process.exit(1);
    }
  });
}
