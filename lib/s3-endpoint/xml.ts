const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** Text for between or within tags; what XML 1.0 has no way to write becomes a replacement character. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => written(sign.codePointAt(0) ?? 0))
}

function written(code: number): string {
  const isWritable = [0x09, 0x0a, 0x0d].includes(code) || (code >= 0x7f && code < 0xa0)
  return isWritable ? `&#${code};` : '\ufffd'
}

/** What an element holds: a text, elements by their names, or several of the same name. What is undefined or null is left out. */
export type XmlContent = string | number | boolean | null | undefined | XmlElements | readonly XmlContent[]
export type XmlElements = { readonly [name: string]: XmlContent }

/** An answer of the S3 protocol: one element in its namespace. */
export function s3Document(name: string, content: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${NAMESPACE}">${inner(content)}</${name}>`
}

/** A document without a namespace, as errors are. */
export function xmlDocument(name: string, content: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}>${inner(content)}</${name}>`
}

function inner(content: XmlElements): string {
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join('')
}

function element(name: string, value: XmlContent): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('')
  if (typeof value === 'object') return `<${name}>${inner(value as XmlElements)}</${name}>`
  return `<${name}>${escapeXml(String(value))}</${name}>`
}
