type KeyStep = { match: string | null; typed: string[] }

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** One press as it is written in bindings: `g`, `?`, `mod+k`, `Escape`; `null` for what is never a shortcut. */
export function nameKey(press: Press): string | null {
  if (press.altKey || ['Control', 'Meta', 'Shift', 'Alt', 'CapsLock', 'Dead'].includes(press.key)) return null
  const key = latinKey(press)
  if (press.ctrlKey || press.metaKey) return press.shiftKey ? null : `mod+${key.toLowerCase()}`
  return !press.shiftKey && key.length === 1 ? key.toLowerCase() : key
}

/** What one more press means, given what was typed before: a whole binding, a part of one, or a fresh start. */
export function stepSequence(bindings: string[], typed: string[], key: string): KeyStep {
  const sequence = [...typed, key].join(' ')
  if (bindings.includes(sequence)) return { match: sequence, typed: [] }
  if (bindings.some((binding) => binding.startsWith(`${sequence} `))) return { match: null, typed: [...typed, key] }
  // A second key that leads nowhere is dropped with the first: `g x` must not select.
  return { match: null, typed: [] }
}

/** Whether a press is meant for the thing that has the focus: text, a dialog, an open menu. */
export function isClaimed(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]')) return true
  return !key.startsWith('mod+') && isTyping(target)
}

function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement)
    return !/^(button|checkbox|radio|submit|reset|range|color|file)$/.test(target.type)
  return target.closest('textarea,select,[contenteditable]:not([contenteditable=false]),[role=textbox]') !== null
}

/** On a keyboard of another script the letter's place counts. */
function latinKey({ key, code }: Press): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  return key.length === 1 && key.charCodeAt(0) > 127 && letter ? letter.toLowerCase() : key
}
