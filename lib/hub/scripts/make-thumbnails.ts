import { loadS3File, type S3Object, writeS3File } from 'granary-client'
import { Jimp } from 'jimp'

/**
 * @param images PNG, JPEG, GIF, BMP or TIFF
 * @param width of the thumbnails, in pixels
 * @param folder where they are written
 */
export async function main(images: S3Object[], width = 160, folder = 'thumbnails/') {
  const thumbnails = []
  for (const image of images) {
    const bytes = await loadS3File(image)
    const picture = await Jimp.read(bytes.slice().buffer)
    if (picture.width > width) picture.resize({ w: width })
    const name = keyOf(image)
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '')
    const png = new Uint8Array(await picture.getBuffer('image/png'))
    thumbnails.push(await writeS3File({ s3: `${folder}${name}.png` }, png, { contentType: 'image/png' }))
    console.log(`${name}: ${picture.width} × ${picture.height}`)
  }
  return thumbnails
}

function keyOf(file: S3Object): string {
  return typeof file === 'string' ? file : file.s3
}
