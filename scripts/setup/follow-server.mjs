import { spawn } from 'node:child_process'

const PARENT_POLL_MS = 500

/** Runs the server as a child: passes signals on, ends with its exit code, and ends it when npm has gone. */
export function followServer(args, env) {
  // The channel tells the server when this process is gone, however it went.
  const server = spawn(process.execPath, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
  server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
  // A SIGTERM to npm ends only the shell between it and this process.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && server.kill('SIGTERM'), PARENT_POLL_MS).unref()
  return server
}
