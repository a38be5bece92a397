// Bundles server.ts for Node: our own sources inside, packages outside.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

// The server, and the processes and threads that it starts: each is a program of its own.
const PROGRAMS = {
  server: 'server.ts',
  worker: 'worker.ts',
  'table-process': 'lib/tables/process/table-process.ts',
  'stat-thread': 'lib/storage/filesystem-stat-thread.ts',
  'typescript-thread': 'lib/scripts/signature/typescript-thread.ts',
  'run-wrapper': 'lib/runs/deno/wrapper.ts',
}

/** esbuild options for our entry points; `server-only` throws outside Next's server graph, so it is left empty. */
export function bundleOptions({ development = false, entries = PROGRAMS } = {}) {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  return {
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    tsconfig: 'tsconfig.json',
    plugins: [{ name: 'packages-outside', setup: keepPackagesOutside }],
    define: {
      'process.env.GRANARY_VERSION': JSON.stringify(version),
      'process.env.NODE_ENV': JSON.stringify(development ? 'development' : 'production'),
    },
    logLevel: 'warning',
  }
}

function keepPackagesOutside(build) {
  build.onResolve({ filter: /^server-only$/ }, () => ({ path: `${root}lib/testing/empty.ts` }))
  build.onResolve({ filter: /^[^./@]|^@[^/]/ }, ({ path, kind }) =>
    kind === 'entry-point' ? null : { path, external: true },
  )
}

/** What scripts import by these names: each one file, with everything that it needs inside. */
export function clientOptions({ outdir = 'dist/clients' } = {}) {
  const entryPoints = {
    'windmill-client': 'node_modules/windmill-client/dist/index.mjs',
    'granary-client': 'sdk/typescript/src/main.ts',
  }
  const shape = { bundle: true, platform: 'neutral', format: 'esm', target: 'es2022', logLevel: 'warning' }
  return { absWorkingDir: root, entryPoints, outdir, outExtension: { '.js': '.mjs' }, ...shape }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build(bundleOptions())
  await build(clientOptions())
  await build(bundleOptions({ entries: { 'check-routes': 'lib/api/check-routes.ts' } }))
  await import('../dist/check-routes.mjs')
}
