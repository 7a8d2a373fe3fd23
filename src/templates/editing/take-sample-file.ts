import type { UploadedFile } from '../../http/uploads.ts'
import { keepAttachment, readAttachment } from '../../media/attachment.ts'
import type { MediaStore } from '../../media/store.ts'
import type { SampleFile } from './find-sample.ts'

export const SAMPLE_FIELD =
  "A file that shows Meta's reviewers what the image, video or document header of the translations looks like, where they name no `header_media_id`. Sends bring their own."

/** Keeps the file of a request, for the headers that want one. */
export const takeSampleFile = async (
  files: MediaStore,
  integrationId: number,
  upload: UploadedFile | undefined,
): Promise<SampleFile | undefined> => {
  const attachment = await readAttachment(upload)
  return attachment && { media: await keepAttachment(files, integrationId, attachment), isStored: false }
}
