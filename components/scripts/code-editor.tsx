'use client'

import dynamic from 'next/dynamic'
import { useImperativeHandle, useRef, useSyncExternalStore } from 'react'
import { offsetOf } from './edit-text'
import type { CodeEditorProps } from './editor/code-mirror'
import { PlainEditor } from './plain-editor'

const CodeMirror = dynamic(() => import('./editor/code-mirror').then((module) => module.CodeMirror), {
  ssr: false,
  loading: () => <div role="status" aria-label="Loading the editor" className="min-h-80 rounded-md border bg-panel" />,
})

/** Fingers on a small screen: the keyboard, selection and magnifier of the system work best in a field of its own. */
const SMALL_TOUCH = '(pointer: coarse) and (max-width: 767px)'

/** The text of a script, with the means of an editor where there is a keyboard. */
export function CodeEditor({ ref, ...props }: CodeEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const small = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(SMALL_TOUCH).matches,
    () => false,
  )
  useImperativeHandle(small ? ref : null, () => ({
    goTo(line, column) {
      const at = offsetOf(props.value, line, column)
      field.current?.focus()
      field.current?.setSelectionRange(at, at)
    },
  }))
  return small ? <PlainEditor ref={field} {...props} /> : <CodeMirror ref={ref} {...props} />
}

function subscribe(onChange: () => void) {
  const media = window.matchMedia(SMALL_TOUCH)
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}
