import { writeOggOpus } from './ogg-opus.ts'
import { readOpusTrack } from './webm-opus.ts'

/** A sound that is being recorded. */
export type Recording = { stop(): Promise<File> }

const wantedTypes = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

/** Phones send Opus in Ogg; most browsers record the same Opus in WebM. */
const asVoiceNote = async (blob: Blob): Promise<File> => {
  const type = 'audio/ogg; codecs=opus'
  if (blob.type.startsWith('audio/ogg')) return new File([blob], 'voice.ogg', { type })
  if (!blob.type.startsWith('audio/webm')) return new File([blob], 'voice.m4a', { type: 'audio/mp4' })
  const track = readOpusTrack(new Uint8Array(await blob.arrayBuffer()))
  return new File([writeOggOpus(track)], 'voice.ogg', { type })
}

/** Whether this browser has a microphone to offer. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined

/** Begins to record. Rejects when there is no microphone, or it may not be used. */
export const startRecording = async (): Promise<Recording> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  const mimeType = wantedTypes.find((type) => MediaRecorder.isTypeSupported(type)) ?? ''
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
  recorder.start()
  return {
    stop: () =>
      new Promise((resolve) => {
        recorder.addEventListener('stop', () => {
          for (const track of stream.getTracks()) track.stop()
          resolve(asVoiceNote(new Blob(pieces, { type: recorder.mimeType })))
        })
        recorder.stop()
      }),
  }
}
