import { existsSync } from 'node:fs'
import { hashOf, isMarked, mark } from './markers.mjs'
import { copyPdfAssets } from './pdf-assets.mjs'
import { runNodeQuietly } from './run-command.mjs'

const MARKER = '.next/.made-from'
const SOURCES = [
  ...[
    'app',
    'components',
    'lib',
    'prisma',
    'public',
    'sdk/typescript/src',
    'server.ts',
    'worker.ts',
    'scripts/bundle-server.mjs',
    'scripts/setup/build.mjs',
  ],
  ...['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'],
]

/** Builds the screens and the server. */
export const buildStep = {
  title: 'Building',
  expected: 'about 1 minute',
  isDone: () => existsSync('dist/server.mjs') && existsSync('.next/BUILD_ID') && isMarked(MARKER, hashOf(SOURCES)),
  run() {
    copyPdfAssets()
    // Taken before: a source that changes while it is built makes the next start build again.
    const hash = hashOf(SOURCES)
    runNodeQuietly(['scripts/bundle-server.mjs'])
    runNodeQuietly(['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' })
    mark(MARKER, hash)
  },
}
