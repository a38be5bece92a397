const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

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

/** A document of one element with texts in it, as S3 answers. */
export function xmlDocument(name: string, texts: Readonly<Record<string, string>>): string {
  const inner = Object.entries(texts).map(([tag, text]) => `<${tag}>${escapeXml(text)}</${tag}>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}>${inner.join('')}</${name}>`
}
