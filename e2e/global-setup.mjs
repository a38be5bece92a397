import startServers from '../scripts/servers/vitest-setup.mjs'

/** The same real servers as for vitest: each starts when the first test asks for it, once for the whole run. */
export default function setUp() {
  return startServers({
    provide: (_name, address) => {
      process.env.GRANARY_TEST_SERVERS = address // workers inherit it
    },
  })
}
