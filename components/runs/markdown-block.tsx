import MarkdownIt from 'markdown-it'
import { useMemo } from 'react'
import { ScrollBlock } from './scroll-block'

/** Its HTML is shown as text, and its links lead only to other sites, mail and screens of this one. */
const markdown = new MarkdownIt({ html: false })
const isImage = /^data:image\//i
markdown.validateLink = (address) => isImage.test(address) || isHarmless(address)
// Asking for an image of this server's own would be a request in the reader's name.
const drawImage = markdown.renderer.rules.image
markdown.renderer.rules.image = (tokens, index, ...rest) => {
  const token = tokens[index]
  if (String(token?.attrGet('src')).match(isImage)) return drawImage?.(tokens, index, ...rest) ?? ''
  return markdown.utils.escapeHtml(`[${token?.content ?? ''}]`)
}
markdown.renderer.rules.link_open = (tokens, index, options, _, self) => {
  tokens[index]?.attrSet('target', '_blank')
  tokens[index]?.attrSet('rel', 'noopener noreferrer nofollow')
  return self.renderToken(tokens, index, options)
}

/** A link of this origin is followed in the name of whoever clicks on it, so none leads to the API. */
function isHarmless(address: string): boolean {
  const own = typeof location === 'undefined' ? 'https://granary.invalid/' : location.href
  if (!URL.canParse(address, own)) return false
  const url = new URL(address, own)
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return false
  return url.origin !== new URL(own).origin || !leadsToApi(url.pathname)
}

function leadsToApi(pathname: string): boolean {
  try {
    return /^[/\\]*api(?:[/\\]|$)|\.\.|\\/i.test(decodeURIComponent(pathname))
  } catch {
    return true
  }
}

/** The HTML of a Markdown text. */
export function renderMarkdown(text: string): string {
  return markdown.render(text)
}

export function MarkdownBlock({ text }: { text: string }) {
  const html = useMemo(() => renderMarkdown(text), [text])
  return (
    <ScrollBlock label="Text of the result" className="max-h-[70vh]">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by markdown-it, which lets no HTML of the text through */}
      <div className="markdown px-4 py-3" dangerouslySetInnerHTML={{ __html: html }} />
    </ScrollBlock>
  )
}
