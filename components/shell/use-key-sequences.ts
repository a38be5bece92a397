'use client'

import { useEffect, useRef } from 'react'
import { isClaimed, nameKey, stepSequence } from './key-sequence'

type KeyBindings = Record<string, () => void>

const PAUSE_MS = 1200

// One listener for all: two of them would not know of each other's sequences, and `g d` would also press `d`.
const layers: { current: KeyBindings }[] = []
let typed: string[] = []
let lastPress = 0

/** Binds `g e`, `mod+k`, `?` for as long as the component lives. Typing in fields never fires them; the newest binding wins. */
export function useKeySequences(bindings: KeyBindings, enabled = true) {
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  useEffect(() => (enabled ? addLayer(latest) : undefined), [enabled])
}

function addLayer(layer: { current: KeyBindings }) {
  if (layers.length === 0) window.addEventListener('keydown', press)
  layers.push(layer)
  return () => {
    layers.splice(layers.indexOf(layer), 1)
    if (layers.length === 0) window.removeEventListener('keydown', press)
  }
}

function press(event: KeyboardEvent) {
  const key = nameKey(event)
  if (key === null || event.defaultPrevented || event.isComposing || isClaimed(event.target, key)) return
  if (event.timeStamp - lastPress > PAUSE_MS) typed = []
  lastPress = event.timeStamp
  const wasTyped = typed.length
  const step = stepSequence(
    layers.flatMap((layer) => Object.keys(layer.current)),
    typed,
    key,
  )
  typed = step.typed
  if (step.match !== null || step.typed.length > 0 || wasTyped > 0) event.preventDefault()
  if (step.match === null || event.repeat) return
  const match = step.match
  layers.findLast((layer) => match in layer.current)?.current[match]?.()
}
