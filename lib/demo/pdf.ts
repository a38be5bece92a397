const PAGE = { width: 595, height: 842 } // A4 in points
const FIXED_OBJECTS = 4 // catalogue, pages, two fonts

/** One page: lines of text from top to bottom, and drawing operators of PDF below them. */
export type PdfPage = { title: string; lines: string[]; drawing?: string }

/** A PDF file of text pages, in the two Helvetica faces that every reader has. Only characters of Latin-1. */
export function writePdf(title: string, pages: PdfPage[]): Buffer {
  const pageIds = pages.map((_, i) => FIXED_OBJECTS + 1 + i * 2)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, i) => [pageObject(FIXED_OBJECTS + 2 + i * 2), streamObject(content(page, i + 1))]),
    `<< /Title ${text(title)} /Producer (Granary) >>`,
  ]
  return assemble(objects)
}

function pageObject(contentId: number): string {
  const resources = '<< /Font << /F1 3 0 R /F2 4 0 R >> >>'
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources ${resources} /Contents ${contentId} 0 R >>`
}

function streamObject(body: string): string {
  return `<< /Length ${Buffer.byteLength(body, 'latin1')} >>\nstream\n${body}\nendstream`
}

function content({ title, lines, drawing = '' }: PdfPage, number: number): string {
  const body = lines.map((line) => `${text(line)} Tj T*`).join('\n')
  return [
    `BT /F2 22 Tf 60 760 Td ${text(title)} Tj ET`,
    `BT /F1 11 Tf 17 TL 60 722 Td\n${body}\nET`,
    drawing,
    `BT /F1 9 Tf 0.45 g 60 40 Td (Page ${number}) Tj ET`,
  ].join('\n')
}

function text(value: string): string {
  return `(${value.replaceAll(/[\\()]/g, '\\$&')})`
}

/** Numbers the objects and writes the table of their offsets, which readers start from. */
function assemble(objects: string[]): Buffer {
  const parts = ['%PDF-1.4\n%\xe2\xe3\xcf\xd3\n']
  const offsets: number[] = []
  let offset = parts[0]?.length ?? 0
  for (const [i, object] of objects.entries()) {
    const part = `${i + 1} 0 obj\n${object}\nendobj\n`
    offsets.push(offset)
    offset += part.length
    parts.push(part)
  }
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  parts.push(`xref\n0 ${size}\n0000000000 65535 f \n${entries}`)
  parts.push(`trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${offset}\n%%EOF\n`)
  return Buffer.from(parts.join(''), 'latin1')
}
