import { spawnSync } from 'node:child_process'

const QUIET = { NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1' }

/** Runs a command in the foreground; ends the process with its exit code when it fails. */
export function runCommand(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...QUIET, ...env },
    shell: process.platform === 'win32' && !command.includes('node'),
  })
  if (status === 0) return
  console.error(
    `"${[command, ...args].join(' ')}" failed${error ? ` (${error.message})` : ''}. Mend what it says above and start again.`,
  )
  process.exit(status ?? 1)
}

/** The same in silence, for what talks more than anybody reads: its output is shown only when it fails. */
export function runNodeQuietly(args, env = {}) {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...QUIET, ...env } }
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, options)
  if (status === 0) return
  console.error(stdout, stderr, error ?? '')
  console.error(`"node ${args.join(' ')}" failed. Mend what it says above and start again.`)
  process.exit(status ?? 1)
}

/** Runs a script of Node's with its output shown; ends this process when it fails. */
export function runNode(args, env) {
  runCommand(process.execPath, args, env)
}
