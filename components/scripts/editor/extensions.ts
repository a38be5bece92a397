import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript, javascriptLanguage, localCompletionSource } from '@codemirror/lang-javascript'
import { python, pythonLanguage } from '@codemirror/lang-python'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import type { ScriptLanguage } from '@/lib/scripts/schema'
import { completePython, completeTypeScript } from './complete-clients'
import { editorTheme } from './theme'

export type EditorLanguage = ScriptLanguage | 'json'
type Shape = { label: string; language: EditorLanguage; readOnly: boolean }

/** All that the editor of a script can do. Ctrl+S and Ctrl+Enter are the page's; after Esc, Tab leaves the field. */
export function editorExtensions({ label, language, readOnly }: Shape): Extension[] {
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    search({ top: true }),
    highlightSelectionMatches(),
    Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => true }])),
    keymap.of([
      ...[closeBracketsKeymap, completionKeymap, lintKeymap, searchKeymap, historyKeymap].flat(),
      ...[indentWithTab, ...defaultKeymap],
    ]),
    languageOf(language),
    editorTheme,
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': String(readOnly), spellcheck: 'false' }),
  ]
}

function languageOf(language: EditorLanguage): Extension {
  // What is no JavaScript is marked by whoever reads the text: only its colours are wanted here.
  if (language === 'json') return [javascript(), indentUnit.of('  ')]
  if (language === 'python3')
    return [python(), indentUnit.of('    '), pythonLanguage.data.of({ autocomplete: completePython })]
  return [
    javascript({ typescript: true }),
    indentUnit.of('  '),
    javascriptLanguage.data.of({ autocomplete: completeTypeScript }),
    javascriptLanguage.data.of({ autocomplete: localCompletionSource }),
  ]
}
