'use client'

import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { offsetOf } from '@/components/scripts/edit-text'
import type { ScriptProblem } from '@/lib/scripts/signature/reading'
import { type EditorLanguage, editorExtensions } from './extensions'

/** Goes to a place of the text, counted from 1. */
export type CodeEditorHandle = { goTo: (line: number, column: number) => void }

export type CodeEditorProps = {
  label: string
  value: string
  onChange: (value: string) => void
  problems: ScriptProblem[]
  language: EditorLanguage
  readOnly: boolean
  /** Where it begins, with the focus; null for the first line. */
  startLine?: number | null
  ref?: Ref<CodeEditorHandle>
}

/** The text of a script, or JSON, in CodeMirror. */
export function CodeMirror({
  label,
  value,
  onChange,
  problems,
  language,
  readOnly,
  startLine = null,
  ref,
}: CodeEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef({ value, onChange })
  useEffect(() => {
    latest.current = { value, onChange }
  })
  useEffect(() => {
    const told = EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) latest.current.onChange(state.doc.toString())
    })
    const extensions = [...editorExtensions({ label, language, readOnly }), told]
    const state = EditorState.create({ doc: latest.current.value, extensions })
    const made = new EditorView({ state, ...(box.current && { parent: box.current }) })
    view.current = made
    return () => made.destroy()
  }, [label, language, readOnly])
  useEffect(() => {
    const shown = view.current
    if (!shown || shown.state.doc.toString() === value) return
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: value } })
  }, [value])
  useEffect(() => {
    const shown = view.current
    if (shown) shown.dispatch(setDiagnostics(shown.state, toDiagnostics(problems, shown.state.doc)))
  }, [problems])
  useEffect(() => {
    if (startLine !== null) goTo(view.current, startLine, 1)
  }, [startLine])
  useImperativeHandle(ref, () => ({ goTo: (line, column) => goTo(view.current, line, column) }))
  return <div ref={box} className="min-w-0 overflow-hidden rounded-md border bg-panel" />
}

function goTo(view: EditorView | null, line: number, column: number): void {
  if (!view) return
  view.focus()
  view.dispatch({ selection: { anchor: offsetOf(view.state.doc.toString(), line, column) }, scrollIntoView: true })
}

/** From the place of a problem to the end of its word, or of one character. */
export function toDiagnostics(problems: ScriptProblem[], doc: Text): Diagnostic[] {
  const text = doc.toString()
  return problems.flatMap(({ line, column, message }) => {
    if (line === null) return []
    const from = offsetOf(text, line, column ?? 1)
    const word = /^\w+/.exec(text.slice(from, from + 100))?.[0].length ?? 1
    return [{ from, to: Math.min(text.length, from + word), severity: 'error', message }]
  })
}
