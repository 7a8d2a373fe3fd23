let context: AudioContext | undefined
let soundedAt = 0
/** Many messages in one moment are one sound. */
const PAUSE_MS = 1_500

/** Two short tones. Browsers keep silent until the page was touched once. */
export const beep = (): void => {
  if (Date.now() - soundedAt < PAUSE_MS) return
  soundedAt = Date.now()
  context ??= new AudioContext()
  if (context.state !== 'running') return
  play(context, 660, 0)
  play(context, 880, 0.11)
}

const play = (audio: AudioContext, hertz: number, after: number): void => {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()]
  const at = audio.currentTime + after
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0.08, at)
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.16)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 0.18)
}
