import { hashOf, isMarked, mark } from './markers.mjs'
import { runNodeQuietly } from './run-command.mjs'

const MARKER = 'prisma/generated/.made-from'
const SOURCES = ['prisma/sqlite/schema.prisma', 'prisma.config.ts', 'scripts/prisma.mjs', 'package-lock.json']

/** Generates the database clients from the schema. */
export const clientStep = {
  title: 'Generating the database clients',
  expected: 'about 5 seconds',
  isDone: () => isMarked(MARKER, hashOf(SOURCES)),
  run() {
    runNodeQuietly(['scripts/prisma.mjs', 'generate'])
    mark(MARKER, hashOf(SOURCES))
  },
}
