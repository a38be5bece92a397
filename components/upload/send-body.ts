export type SentBody = { status: number; text: string }

type Sending = {
  method: 'POST' | 'PUT'
  body: Blob
  headers?: Record<string, string>
  onProgress: (sent: number) => void
  signal: AbortSignal
}

/** Sends a body and tells how much of it has left, which fetch does not. Status 0 is no answer at all. */
export function sendBody(url: string, { method, body, headers = {}, onProgress, signal }: Sending): Promise<SentBody> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const lost = () => resolve({ status: 0, text: '' })
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress(event.loaded)
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = lost
    request.onabort = lost
    if (signal.aborted) return lost()
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}
