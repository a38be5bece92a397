import { build } from 'esbuild'
import { bundleOptions, clientOptions } from '../bundle-server.mjs'

/** Vitest's global set-up: the programs of processes that the server starts, from the sources as they are now. */
export default async function setUp() {
  const options = bundleOptions({ development: true })
  const { server: _, ...entryPoints } = options.entryPoints
  const define = { ...options.define, 'process.env.NODE_ENV': JSON.stringify('test') } // which tells where they find each other
  await build({ ...options, define, entryPoints, outdir: 'dist/test' })
  await build(clientOptions({ outdir: 'dist/test/clients' }))
}
