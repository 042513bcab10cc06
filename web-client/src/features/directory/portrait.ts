// Cuts a chosen picture square and small before it travels: a photograph of ten megabytes becomes some tens of
// kilobytes, and nothing beside the picture leaves the device. The server does the same again.
const SIDE = 512
const QUALITY = 0.9

/** The middle of the picture; the file as it is where this browser cannot read it. */
export async function portraitOf(file: File): Promise<Blob> {
  try {
    const image = await createImageBitmap(file)
    const side = Math.min(image.width, image.height)
    const canvas = document.createElement('canvas')
    canvas.width = SIDE
    canvas.height = SIDE
    const paper = canvas.getContext('2d')
    if (!paper) return file
    paper.fillStyle = '#fff'
    paper.fillRect(0, 0, SIDE, SIDE)
    paper.imageSmoothingQuality = 'high'
    paper.drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, SIDE, SIDE)
    image.close()
    return await new Promise((settle) => canvas.toBlob((blob) => settle(blob ?? file), 'image/jpeg', QUALITY))
  } catch {
    return file
  }
}
