import type { FileKind } from '../sheets/file-sheet.ts'

const stickerPx = 512

export const isPicture = async (file: Blob): Promise<boolean> => {
  try {
    ;(await createImageBitmap(file)).close()
    return true
  } catch {
    return false
  }
}

const draw = async (file: Blob, width: number, height: number, type: string): Promise<Blob> => {
  const picture = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = width || picture.width
  canvas.height = height || picture.height
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height)
  const [drawnWidth, drawnHeight] = [picture.width * scale, picture.height * scale]
  canvas
    .getContext('2d')!
    .drawImage(
      picture,
      (canvas.width - drawnWidth) / 2,
      (canvas.height - drawnHeight) / 2,
      drawnWidth,
      drawnHeight,
    )
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(file.type))), type, 0.9)
  })
}

const withEnding = (name: string, ending: string): string => `${name.replace(/\.\w+$/, '')}.${ending}`

/**
 * A file as a phone would send it: a sticker as WebP of 512 × 512 points, a picture as JPEG unless it is one or
 * a PNG already (Cloud API, supported media types).
 */
export const prepareFile = async (kind: FileKind, file: File): Promise<{ blob: Blob; name: string }> => {
  if (kind === 'sticker' && file.type !== 'image/webp') {
    return { blob: await draw(file, stickerPx, stickerPx, 'image/webp'), name: withEnding(file.name, 'webp') }
  }
  if (kind === 'image' && !/^image\/(jpeg|png)$/.test(file.type)) {
    return { blob: await draw(file, 0, 0, 'image/jpeg'), name: withEnding(file.name, 'jpg') }
  }
  return { blob: file, name: file.name }
}
