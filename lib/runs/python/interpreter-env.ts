import 'server-only'

const NEEDED = /^(PATH|HOME|LANG|LC_.*|LD_LIBRARY_PATH|PYENV_.*|TMPDIR)$/

/** For an interpreter that the server itself asks: packages may bring files that it runs at its start, which find no secret of ours there. */
export function interpreterEnv(): NodeJS.ProcessEnv {
  const needed = Object.entries(process.env).filter(([name]) => NEEDED.test(name))
  return { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(needed) }
}
