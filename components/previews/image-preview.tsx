'use client'

import { Picture } from './picture'
import { PreviewLoading } from './preview-loading'
import { SvgPreview } from './svg-preview'
import { useInlineSource } from './use-inline-source'
import type { ViewerProps } from './viewer-props'

/** A picture, read by the browser itself; a drawing (SVG) goes a way of its own, since it can hold scripts. */
export function ImagePreview(props: ViewerProps) {
  return props.label === 'text' ? <SvgPreview {...props} /> : <RasterPreview {...props} />
}

function RasterPreview({ file, head }: ViewerProps) {
  const { src, stats } = useInlineSource({ file, head })
  return src ? <Picture {...{ file, src, stats }} reader="browser" /> : <PreviewLoading />
}
