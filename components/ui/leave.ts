type Asker = (go: () => void) => void

let askers: Asker[] = []

/** Goes elsewhere, after asking where a form has unsaved changes. For every `router.push` that a person causes. */
export function leave(go: () => void) {
  const ask = askers.at(-1)
  if (ask) ask(go)
  else go()
}

/** Lets a guard ask before `leave` goes; returns what ends that. */
export function guardLeaving(ask: Asker) {
  askers = [...askers, ask]
  return () => {
    askers = askers.filter((other) => other !== ask)
  }
}
