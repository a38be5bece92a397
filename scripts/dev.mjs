// What `npm run dev` runs: the same server.ts, bundled and started again at every change, with Next in development mode.
import { spawn } from 'node:child_process'
import { setUp } from './setup.mjs'

await setUp({ build: false })
const { build, context } = await import('esbuild') // there only after the set-up
const { bundleOptions, clientOptions } = await import('./bundle-server.mjs')

const options = bundleOptions({ development: true })
const env = { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }
let server
let ending = false

const bundle = await context({
  ...options,
  outdir: 'dist/dev',
  plugins: [...options.plugins, { name: 'restart', setup: (build) => build.onEnd(restart) }],
})
await build(clientOptions({ outdir: 'dist/dev/clients' }))
await bundle.watch()
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)

async function restart({ errors }) {
  if (errors.length > 0 || ending) return
  await stop()
  server = spawn(process.execPath, ['--enable-source-maps', 'dist/dev/server.mjs'], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env,
  })
}

async function stop() {
  if (!server || server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
}

async function end() {
  ending = true
  await stop()
  await bundle.dispose()
  process.exit(0)
}
