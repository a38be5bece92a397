import { cpSync, rmSync } from 'node:fs'

/** Fonts, character maps and picture decoders that PDFs may need, from the package to where the browser finds them. */
export function copyPdfAssets() {
  rmSync('public/pdfjs', { recursive: true, force: true })
  for (const part of ['cmaps', 'standard_fonts', 'wasm']) {
    cpSync(`node_modules/pdfjs-dist/${part}`, `public/pdfjs/${part}`, { recursive: true })
  }
}
