'use client'

import { type KeyboardEvent, type Ref, useRef } from 'react'
import { indentLines, newLine } from './edit-text'
import type { CodeEditorProps } from './editor/code-mirror'

type PlainEditorProps = Omit<CodeEditorProps, 'ref'> & { ref?: Ref<HTMLTextAreaElement> }

/** `leading-5` and `py-2`. */
const LINE_PIXELS = 20
const PADDING_PIXELS = 8

/** The text of a script with its line numbers. Tab indents; after Esc it leaves the field, as elsewhere. */
export function PlainEditor({ label, value, onChange, problems, language, readOnly, ref }: PlainEditorProps) {
  const indent = language === 'python3' ? 4 : 2
  const leaving = useRef(false)
  const wrong = new Map(problems.flatMap(({ line, message }) => (line === null ? [] : [[line, message]])))
  const lines = value.split('\n').length

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    const leaves = leaving.current
    leaving.current = event.key === 'Escape'
    if (readOnly || event.ctrlKey || event.metaKey || event.altKey) return
    const { selectionStart: start, selectionEnd: end } = event.currentTarget
    const edit =
      event.key === 'Tab' && !leaves
        ? indentLines({ text: value, start, end }, event.shiftKey ? -indent : indent)
        : event.key === 'Enter'
          ? newLine({ text: value, start, end }, indent)
          : null
    if (!edit) return
    event.preventDefault()
    const field = event.currentTarget
    field.setSelectionRange(edit.from, edit.to)
    // The only way that the browser's own undo knows about.
    document.execCommand('insertText', false, edit.insert)
    if (edit.select) field.setSelectionRange(edit.select.start, edit.select.end)
  }
  return (
    <div className="flex max-h-[70vh] min-h-80 overflow-auto rounded-md border bg-panel font-mono text-sm leading-5 focus-within:outline-2 focus-within:outline-accent">
      <div
        aria-hidden="true"
        className="sticky left-0 min-h-full h-max shrink-0 select-none bg-sunken text-right text-text-3"
      >
        {[...wrong].map(([line, message]) => (
          <span
            key={line}
            title={message}
            className="absolute inset-x-0 h-5 border-bad border-l-2 bg-bad-soft"
            style={{ top: LINE_PIXELS * (line - 1) + PADDING_PIXELS }}
          />
        ))}
        {/* One text for all: a number for itself on each of ten thousand lines would take its time. */}
        <pre className="relative min-w-10 px-2 py-2 font-mono">{numbersTo(lines)}</pre>
      </div>
      <textarea
        ref={ref}
        aria-label={label}
        aria-invalid={problems.length > 0}
        value={value}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
        wrap="off"
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        style={{ height: `${lines * LINE_PIXELS + 2 * PADDING_PIXELS}px` }}
        className="field-sizing-content min-h-full min-w-0 flex-1 resize-none overflow-hidden whitespace-pre bg-transparent px-3 py-2 outline-none"
      />
    </div>
  )
}

function numbersTo(last: number): string {
  return Array.from({ length: last }, (_, index) => index + 1).join('\n')
}
