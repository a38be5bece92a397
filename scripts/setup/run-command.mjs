import { spawnSync } from 'node:child_process'

/** Runs a command in the foreground; ends the process with its exit code when it fails. */
export function runCommand(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1', ...env },
    shell: process.platform === 'win32' && !command.includes('node'),
  })
  if (status === 0) return
  console.error(
    `"${[command, ...args].join(' ')}" failed${error ? ` (${error.message})` : ''}. Mend what it says above and start again.`,
  )
  process.exit(status ?? 1)
}

export function runNode(args, env) {
  runCommand(process.execPath, args, env)
}
