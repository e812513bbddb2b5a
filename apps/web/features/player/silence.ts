/** An element that plays nothing, aloud. */
export interface Silence {
  hold: () => void
  rest: () => void
  close: () => void
}

const RATE_HZ = 8_000
/** Browsers give media keys only to sound of more than five seconds. */
const LENGTH_S = 10

/**
 * Browsers lend a device's media keys and lock screen to pages whose media elements play, and do not count Web Audio among them
 * (w3c/mediasession, issue 213). So an element plays silence for as long as the engine plays. `onTaken` says that somebody else, such as a call, took the
 * sound away.
 */
export function createSilence({ onTaken }: { onTaken: () => void }): Silence {
  const held: { audio: HTMLAudioElement | null; isWanted: boolean } = { audio: null, isWanted: false }
  const open = () => {
    const audio = new Audio(URL.createObjectURL(silentWave()))
    audio.loop = true
    audio.addEventListener('pause', () => {
      if (held.isWanted) onTaken()
    })
    return audio
  }
  return {
    hold: () => {
      held.isWanted = true
      held.audio ??= open()
      // Refused, it only leaves the keys to others: the music itself does not need it.
      held.audio.play().catch(() => {
        held.isWanted = false
      })
    },
    rest: () => {
      held.isWanted = false
      held.audio?.pause()
    },
    close: () => {
      held.isWanted = false
      if (!held.audio) return
      held.audio.pause()
      URL.revokeObjectURL(held.audio.src)
      held.audio = null
    },
  }
}

/** A WAVE file of silence: mono, 8 bits a sample, whose middle is 128. */
function silentWave(): Blob {
  const samples = new Uint8Array(RATE_HZ * LENGTH_S).fill(128)
  const header = new DataView(new ArrayBuffer(44))
  const put = (at: number, text: string) => {
    for (let index = 0; index < text.length; index += 1) header.setUint8(at + index, text.charCodeAt(index))
  }
  put(0, 'RIFF')
  header.setUint32(4, 36 + samples.length, true)
  put(8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true)
  header.setUint16(22, 1, true)
  header.setUint32(24, RATE_HZ, true)
  header.setUint32(28, RATE_HZ, true)
  header.setUint16(32, 1, true)
  header.setUint16(34, 8, true)
  put(36, 'data')
  header.setUint32(40, samples.length, true)
  return new Blob([header, samples], { type: 'audio/wav' })
}
