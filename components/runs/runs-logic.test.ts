import { describe, expect, it } from 'vitest'
import { attemptOf } from './attempt-of'
import { describeBytes } from './describe-bytes'
import { renderMarkdown } from './markdown-block'
import { readResult } from './read-result'
import { appendLog, colorLog, findLines, lastLines, NO_LOG } from './run-log'
import { runName } from './run-name'
import { failedLine } from './script-line'

const file = { storage: '_default_', key: 'a/b.csv', filename: 'b.csv', download: true }

it.each<[Parameters<typeof runName>[0], string]>([
  [{ job_kind: 'script', script_path: 'f/prod/report' }, 'f/prod/report'],
  [{ job_kind: 'preview', script_path: 'f/prod/report' }, 'Unsaved text of f/prod/report'],
  [{ job_kind: 'preview' }, 'Unsaved text'],
])('%j is called %s', (run, name) => expect(runName(run)).toBe(name))

describe('a result', () => {
  it.each<[unknown, object]>([
    [null, { kind: 'nothing' }],
    ['text', { kind: 'text', text: 'text' }],
    ['s3:///a/b.csv', { kind: 'file', file }],
    [{ s3: 'a/b.csv' }, { kind: 'file', file }],
    [
      { s3: 's3://cold/a', filename: 'n' },
      { kind: 'file', file: { storage: 'cold', key: 'a', filename: 'n' } },
    ],
    [
      { s3: 'a/b.csv', disable_download: true },
      { kind: 'file', file: { ...file, download: false } },
    ],
    [[{ s3: 'a/b.csv' }, { s3: 'a/b.csv' }], { kind: 'files', files: [file, file] }],
    [Array.from({ length: 101 }, () => ({ s3: 'a' })), { kind: 'table', columns: ['s3'] }],
    [[{ a: 1 }, { b: 2 }], { kind: 'table', columns: ['a', 'b'] }],
    [[1, 2], { kind: 'json', value: [1, 2] }],
    [[], { kind: 'json', value: [] }],
    [{ s3: '' }, { kind: 'json' }],
    [{ render_all: ['x', { s3: 'a/b.csv' }] }, { kind: 'all', results: [{ kind: 'text' }, { kind: 'file' }] }],
    [{ error: { message: 'none' } }, { kind: 'json' }],
    [{ markdown: '# a' }, { kind: 'markdown', text: '# a' }],
    [{ md: 'a', more: 1 }, { kind: 'json' }],
    [{ html: '<b>a</b>' }, { kind: 'html', text: '<b>a</b>' }],
    [{ png: 'iVBO' }, { kind: 'image', address: 'data:image/png;base64,iVBO' }],
    [{ png: 'no base64!' }, { kind: 'json' }],
    [{ svg: '<svg/>' }, { kind: 'image', address: 'data:image/svg+xml;utf8,%3Csvg%2F%3E' }],
    [
      { file: { content: 'YQ==', filename: 'a.txt' } },
      { kind: 'download', filename: 'a.txt', address: 'data:application/octet-stream;base64,YQ==' },
    ],
    [{ file: { content: 1 } }, { kind: 'json' }],
    [{ html: 1 }, { kind: 'json' }],
  ])('%j is %j', (value, result) => expect(readResult(value, false)).toMatchObject(result))

  it('of a failed run is its error', () => {
    const error = { name: 'TypeError', message: 'boom', stack: 'at main' }
    expect(readResult({ error }, true)).toEqual({ kind: 'error', ...error })
    expect(readResult('out of memory', true)).toEqual({ kind: 'json', value: 'out of memory' })
  })

  it('in itself for ever comes to an end', () => {
    let value: unknown = 'x'
    for (let depth = 0; depth < 100; depth++) value = { render_all: [value] }
    expect(JSON.stringify(readResult(value, false)).length).toBeLessThan(5000)
  })
})

describe('the line of a script that failed', () => {
  const code = 'one\n  two\nthree'
  it.each([
    ['RangeError: x\n    at main (main.ts:2:5)\n    at main.ts:3:1', { line: 2, column: 5, text: '  two' }],
    [
      'File "/run/main.py", line 3, in main\n  f()\nFile "/run/main.py", line 1, in f',
      { line: 1, column: 1, text: 'one' },
    ],
    ['at main (main.ts:9:1)', { line: 9, column: 1, text: null }],
    ['Timeout', null],
  ])('of %j is %j', (told, place) => expect(failedLine(told, code)).toEqual(place))
})

describe('Markdown', () => {
  it('is shown as what it means, and brings neither HTML nor requests', () => {
    const html = renderMarkdown(
      '# A *b*\n<img src=x onerror=alert(1)>\n\n![c](/api/delete)\n[d](javascript:alert(1))\n[e](https://e.example)',
    )
    expect(html).toContain('<h1>A <em>b</em></h1>')
    expect(html).not.toMatch(/<img|<script|href="javascript/)
    expect(html).toContain('rel="noopener noreferrer nofollow"')
    expect(html).toContain('href="https://e.example"')
    expect(renderMarkdown('![p](data:image/png;base64,iVBO)')).toContain('<img src="data:image/png;base64,iVBO"')
  })
})

describe('a link in Markdown', () => {
  it.each(['https://e.example/api/x', 'mailto:a@e.example', '/w/lab/runs', '#part', 'x.html', '/apis'])(
    'leads to %s',
    (address) => expect(renderMarkdown(`[x](${address})`)).toContain(`href="${address}"`),
  )
  it.each([
    ...['/api/w/lab/job_helpers/move_s3_file?a=b', '/API/x', '/%61pi/x', '/x/../api/y', '/x/..%2fapi/y', '\\\\api/x'],
    ...['ftp://e.example', 'javascript:alert(1)', 'file:///etc/passwd', '/api', 'http:/api/x'],
  ])('does not lead to %s', (address) => expect(renderMarkdown(`[x](${address})`)).not.toContain('<a '))
})

describe('a log', () => {
  it('is shown from the beginning of a line, and searched without its colours', () => {
    expect(lastLines('one\ntwo\nthree', 7)).toBe('three')
    expect(lastLines('one', 7)).toBe('one')
    expect(lastLines('x'.repeat(10), 4)).toBe('xxxx')
    expect(findLines('a\n\u001b[31mRed\u001b[0m line\nb', 'red line')).toEqual({
      lines: ['\u001b[31mRed\u001b[0m line'],
      count: 1,
    })
    expect(findLines('a\n'.repeat(2000), 'A')).toMatchObject({ count: 2000, lines: { length: 500 } })
  })

  it('of a hundred thousand colours is shown in some thousand pieces', () => {
    const spans = colorLog('\u001b[31mx\u001b[32my'.repeat(50_000))
    expect(spans.length).toBeLessThan(6000)
    expect(spans.map(({ text }) => text).join('')).toHaveLength(100_000)
  })

  it('grows by what is new, and keeps its end', () => {
    const first = appendLog(NO_LOG, { new_logs: 'one\n', log_offset: 4 })
    const second = appendLog(first, { new_logs: 'two\n', completed: true, progress: 40 })
    expect(second).toEqual({ text: 'one\ntwo\n', offset: 8, cut: false, completed: true, progress: 40 })
    expect(appendLog(second, {}).progress).toBe(40)
    const long = appendLog(second, { new_logs: 'x'.repeat(500_000) })
    expect(long).toMatchObject({ cut: true, offset: 500_008 })
    expect(long.text).toHaveLength(400_000)
  })

  it('has its colours, and none of the rest that terminals are told', () => {
    const text = 'a \u001b[1;31mred\u001b[0m \u001b[38;5;200mb\u001b[2K\u001b]0;title\u0007c\u001b[96md'
    expect(colorLog(text).map(({ text, color, bold }) => [text, color, bold])).toEqual([
      ['a ', null, false],
      ['red', 'red', true],
      [' ', null, false],
      ['b', null, false],
      ['c', null, false],
      ['d', 'cyan', false],
    ])
  })
})

it.each([
  [{ bytes: 0, requests: 1, unseen: 0 }, '0 B'],
  [{ bytes: 12, requests: 2, unseen: 0 }, '12 B, 2 requests'],
  [{ bytes: 0, requests: 1, unseen: 1 }, 'bytes not seen'],
  [{ bytes: 0, requests: 2, unseen: 2 }, 'bytes not seen, 2 requests'],
  [{ bytes: 4, requests: 3, unseen: 2 }, '4 B, 3 requests, the bytes of 2 not seen'],
])('%j of a file is said in words', (counted, words) => expect(describeBytes(counted)).toBe(words))

it.each([
  ['queued', 0, 1, null],
  ['queued', 1, 4, 'waits for attempt 2 of 4'],
  ['running', 1, 4, 'attempt 2 of 4'],
  ['failure', 3, 4, 'attempt 4 of 4'],
] as const)('a run that is %s after %i failures of %i attempts', (status, failed_attempts, max_attempts, words) =>
  expect(attemptOf({ status, failed_attempts, max_attempts })).toBe(words),
)
