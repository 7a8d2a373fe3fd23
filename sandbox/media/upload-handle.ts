/** The handle of an uploaded sample, in the form of the real ones: `4::` and the type in base64. */
export const createHandle = (mediaId: string, mimeType: string): string =>
  `4::${Buffer.from(mimeType).toString('base64')}:${mediaId}`

/** The stored file of a handle; undefined for a handle of another place. */
export const findHandleMediaId = (handle: string): string | undefined => /^4::[^:]+:(\d+)$/.exec(handle)?.[1]
