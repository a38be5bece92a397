import { checkKey, InvalidKey } from './keys'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/

/** Refuses keys that Azure would take for another one, or not at all: it must never answer with another object. */
export function checkAzureKey(key: string): string {
  checkKey(key)
  if (key.split('/').some((segment) => segment === '.' || segment === '..'))
    throw new InvalidKey(key, 'Azure folds the segments . and .. of a name')
  if (key.includes('\\')) throw new InvalidKey(key, 'Azure takes a backslash for a slash')
  if (FORBIDDEN.test(key)) throw new InvalidKey(key, 'Azure takes no control characters in a name')
  return key
}

/** The same for a name that a blob is to be given. */
export function checkNewAzureKey(key: string): string {
  if (
    checkAzureKey(key)
      .split('/')
      .some((segment) => segment.endsWith('.'))
  )
    throw new InvalidKey(key, 'Azure drops dots at the end of a name')
  return key
}
