// Brings a fresh clone, or one whose lock file or sources have moved, to a built state. Plain Node: nothing is installed yet.
import { fileURLToPath } from 'node:url'
import { buildStep } from './setup/build.mjs'
import { clientStep } from './setup/client.mjs'
import { exclusively } from './setup/exclusively.mjs'
import { requireNode } from './setup/node-version.mjs'
import { packagesStep } from './setup/packages.mjs'

/** Runs the steps that are needed, saying what each does and how long it takes; silent when there is nothing to do. */
export async function setUp({ build = true } = {}) {
  requireNode()
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  const steps = build ? [packagesStep, clientStep, buildStep] : [packagesStep, clientStep]
  if (steps.every((step) => step.isDone())) return
  await exclusively(() => {
    for (const step of steps) if (!step.isDone()) runStep(step)
  })
}

function runStep(step) {
  const start = Date.now()
  console.log(`${step.title}: ${step.expected}.`)
  step.run()
  console.log(`${step.title}: done in ${Math.round((Date.now() - start) / 1000)} s.`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp({ build: process.argv.includes('build') })
  console.log('Everything is set up.')
}
