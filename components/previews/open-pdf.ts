import { getDocument, PDFDataRangeTransport, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ByteSource } from '@/lib/previews/byte-source'

const CHUNK_BYTES = 256 * 1024
/** Fonts, character maps and decoders that come with the library; the build copies them here. */
const ASSETS = '/pdfjs'

/** Opens a PDF by range; scripts in it and code made from its fonts are never run. */
export async function openPdf(source: ByteSource, signal: AbortSignal): Promise<PDFDocumentProxy> {
  const first = await source.slice(0, Math.min(CHUNK_BYTES, source.byteLength), signal)
  const port = new Worker(new URL('pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' })
  const loading = getDocument({
    range: new SourceTransport(source, first, signal),
    worker: PDFWorker.create({ port }),
    rangeChunkSize: CHUNK_BYTES,
    isEvalSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    // The fonts of the machine are wider or narrower than the document expects.
    useSystemFonts: false,
    cMapUrl: `${ASSETS}/cmaps/`,
    standardFontDataUrl: `${ASSETS}/standard_fonts/`,
    wasmUrl: `${ASSETS}/wasm/`,
    verbosity: 0,
  })
  signal.addEventListener('abort', () => void loading.destroy(), { once: true })
  try {
    return await loading.promise
  } catch (error) {
    port.terminate()
    throw error
  }
}

class SourceTransport extends PDFDataRangeTransport {
  private readonly source: ByteSource
  private readonly signal: AbortSignal

  constructor(source: ByteSource, first: Uint8Array, signal: AbortSignal) {
    super(source.byteLength, first, false)
    this.source = source
    this.signal = signal
  }

  override requestDataRange(begin: number, end: number): void {
    this.source.slice(begin, end, this.signal).then(
      (bytes) => this.onDataRange(begin, bytes),
      // The document waits for ever for a part that failed; ending the transport makes it fail as a whole.
      () => this.abort(),
    )
  }
}
