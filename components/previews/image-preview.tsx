'use client'

import { Picture } from './picture'
import { SvgPreview } from './svg-preview'
import { useBrowserReads } from './use-browser-reads'
import type { ViewerProps } from './viewer-props'

/** A picture, read by the browser itself; a drawing (SVG) goes a way of its own, since it can hold scripts. */
export function ImagePreview(props: ViewerProps) {
  return props.label === 'text' ? <SvgPreview {...props} /> : <RasterPreview {...props} />
}

function RasterPreview({ file }: ViewerProps) {
  const stats = useBrowserReads(file.inlineUrl)
  return <Picture file={file} src={file.inlineUrl} stats={stats} reader="browser" />
}
