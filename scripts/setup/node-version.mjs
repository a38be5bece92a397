const [NEEDED_MAJOR, NEEDED_MINOR] = [20, 19]

/** Ends the process with one sentence when Node is too old for the packages that Granary uses. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) return
  console.error(
    `Granary needs Node.js ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer, and this is ${version}. Install a newer one.`,
  )
  process.exit(1)
}
