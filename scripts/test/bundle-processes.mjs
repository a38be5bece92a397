import { build } from 'esbuild'
import { bundleOptions, clientOptions } from '../bundle-server.mjs'

/** Vitest's global set-up: the programs of processes that the server starts, from the sources as they are now. */
export default async function setUp() {
  const { server: _, ...entryPoints } = bundleOptions().entryPoints
  await build({ ...bundleOptions({ development: true }), entryPoints, outdir: 'dist/test' })
  await build(clientOptions({ outdir: 'dist/test/clients' }))
}
