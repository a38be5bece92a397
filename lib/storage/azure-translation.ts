import type { BlobHTTPHeaders, Metadata } from '@azure/storage-blob'
import type { ObjectInfo, WriteOptions } from './object-store'
import { decodeHeader, encodeMetadata, toEtag } from './s3-translation'

/** What the headers of a HEAD or GET tell. */
export interface AzureHeaders {
  etag?: string
  lastModified?: Date
  contentType?: string
  contentDisposition?: string
  contentEncoding?: string
  cacheControl?: string
  metadata?: Metadata
  accessTier?: string
  versionId?: string
}

/** The same as the product knows it. */
export function toAzureInfo(key: string, size: number, headers: AzureHeaders): ObjectInfo {
  return {
    key,
    size,
    lastModified: headers.lastModified ?? new Date(0),
    etag: toEtag(headers.etag),
    contentType: headers.contentType ?? null,
    contentDisposition: headers.contentDisposition || null,
    contentEncoding: headers.contentEncoding || null,
    cacheControl: headers.cacheControl || null,
    metadata: decodeAzureMetadata(headers.metadata),
    // The usual one is no news, and not every answer names it.
    storageClass: headers.accessTier && headers.accessTier !== 'Hot' ? headers.accessTier : null,
    versionId: headers.versionId ?? null,
  }
}

/** What a request that makes a blob says of it beside its bytes. */
export function describeBlob(options: WriteOptions): { blobHTTPHeaders: BlobHTTPHeaders; metadata?: Metadata } {
  return {
    blobHTTPHeaders: {
      blobContentType: options.contentType,
      blobContentDisposition: options.contentDisposition,
      blobContentEncoding: options.contentEncoding,
      blobCacheControl: options.cacheControl,
    },
    metadata: encodeAzureMetadata(options.metadata),
  }
}

/** Metadata names are C# identifiers on Azure: other characters are written as `_x002d_`, as .NET does in XML names. */
export function encodeAzureMetadata(metadata: Record<string, string> | undefined): Metadata | undefined {
  const encoded = encodeMetadata(metadata)
  if (!encoded) return undefined
  // A header without a value may be dropped on the way.
  return Object.fromEntries(
    Object.entries(encoded).map(([name, text]) => [encodeName(name), text === '' ? '=?UTF-8?B??=' : text]),
  )
}

function decodeAzureMetadata(metadata: Metadata = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, text]) => [decodeName(name.toLowerCase()), decodeHeader(text)]),
  )
}

function encodeName(name: string): string {
  const literal = name.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005f_')
  return literal.replace(/[^a-z0-9_]|^[0-9]/gi, (char) => `_x${char.charCodeAt(0).toString(16).padStart(4, '0')}_`)
}

function decodeName(name: string): string {
  return name.replace(/_x([0-9a-f]{4})_/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Whether a blob stands for a folder of a hierarchical namespace. */
export function isFolder(metadata: Metadata | undefined): boolean {
  return metadata?.hdi_isfolder?.toLowerCase() === 'true'
}
