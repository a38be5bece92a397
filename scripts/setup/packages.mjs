import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runCommand, runNode } from './run-command.mjs'

// npm writes it last, so an install that was cut leaves none.
const INSTALLED = 'node_modules/.package-lock.json'
const ABI_MARKER = 'node_modules/.granary-node-abi'

/** Installs what package-lock.json names, unless it is there; packages that somebody installed by hand count. */
export const packagesStep = {
  title: 'Installing packages',
  expected: 'about 2 minutes the first time',
  isDone: () => hasPackages() && hasMatchingAbi(),
  run() {
    if (hasPackages()) npm(['rebuild', 'better-sqlite3'])
    else npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    writeFileSync(ABI_MARKER, process.versions.modules)
  },
}

function hasPackages() {
  if (!existsSync(INSTALLED)) return false
  const wanted = readPackages('package-lock.json')
  const installed = readPackages(INSTALLED)
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

/** Native packages are compiled for one version of Node's binary interface. */
function hasMatchingAbi() {
  return !existsSync(ABI_MARKER) || readFileSync(ABI_MARKER, 'utf8') === process.versions.modules
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function npm(args) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('npm-cli.js')) runNode([cli, ...args])
  else runCommand('npm', args)
}
