import { describe, expect, it } from 'vitest'
import { choosePreview } from '@/lib/previews/registry'
import { harmlessType } from '@/lib/previews/sniff'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const film = (brand: string) => `\0\0\0\x20ftyp${brand}\0\0\x02\0`
const matroska = (kind: string) => `\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84${kind}`

/** One beginning for each kind of content that has a viewer in which the browser itself reads the file. */
const shownByBrowser = [
  ['a.png', '\x89PNG\r\n\x1a\n', 'image', 'image/png'],
  ['a.jpg', '\xff\xd8\xff\xe0\0\x10JFIF', 'image', 'image/jpeg'],
  ['a.gif', 'GIF89a\x01\0\x01\0', 'image', 'image/gif'],
  ['a.webp', 'RIFF\0\0\0\0WEBPVP8 ', 'image', 'image/webp'],
  ['a.avif', film('avif'), 'image', 'image/avif'],
  ['a.mp3', 'ID3\x04\0\0\0\0\0\0', 'audio', 'audio/mpeg'],
  ['a.wav', 'RIFF\0\0\0\0WAVEfmt ', 'audio', 'audio/wav'],
  ['a.ogg', 'OggS\0\x02\0\0', 'audio', 'application/ogg'],
  ['a.ogv', 'OggS\0\x02\0\0', 'video', 'application/ogg'],
  ['a.flac', 'fLaC\0\0\0\x22', 'audio', 'audio/flac'],
  ['a.m4a', film('M4A '), 'audio', 'audio/mp4'],
  ['a.mp4', film('isom'), 'video', 'video/mp4'],
  ['a.mov', film('qt  '), 'video', 'video/quicktime'],
  ['a.mkv', matroska('matroska'), 'video', 'video/webm'],
  ['a.webm', matroska('webm'), 'video', 'video/webm'],
  ['a.pdf', '%PDF-1.7', 'pdf', 'application/pdf'],
] as const

describe('what a viewer reads through the inline route', () => {
  it.each(shownByBrowser)('%s: %j goes to the viewer "%s" and arrives as %s', (name, head, kind, type) => {
    expect(choosePreview({ name, size: head.length }, bytes(head)).kind).toBe(kind)
    expect(harmlessType(bytes(head))).toBe(type)
  })
})

it.each([
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a page that begins like an MP3', 'ID3<script>alert(1)</script>'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['a script', 'fetch("/api/users/whoami")'],
  ['a HEIC image, which most browsers cannot show', film('heic')],
  ['a program', '\x7fELF\x02\x01\x01\0\0\0\0\0'],
  ['nothing', ''],
])('%s is only ever an attachment', (_what, head) => expect(harmlessType(bytes(head))).toBeNull())
