import { getPresignedS3PublicUrls, type S3Object } from 'granary-client'

/**
 * @param files what to link to
 * @param hours how long the links work, 168 at most
 */
export async function main(files: S3Object[], hours = 12) {
  // Whoever has such a link can download the file, without an account.
  const urls = await getPresignedS3PublicUrls(files, { expirySecs: hours * 3600 })
  return files.map((file, index) => ({ file, url: urls[index] }))
}
