/** What a script writes may style itself and show what it brings, and reach nothing and nobody. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:"

/** HTML of a result in a frame without scripts, forms, navigation, network and any right of this page. */
export function HtmlFrame({ html }: { html: string }) {
  return (
    <iframe
      title="HTML of the result"
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={`<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light">${html}`}
      className="h-[420px] w-full rounded-md border bg-white"
    />
  )
}
