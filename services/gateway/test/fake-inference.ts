import { randomBytes, randomUUID } from 'node:crypto'
import { answerPrivateWires, type PrivateWire } from '@mooddj/platform/private-wire'
import type { Frame } from '@mooddj/shared/frame'
import { decodeFrameAsked, FRAME_ASKED_MAX_BYTES, frameAnswered } from '@mooddj/shared/frame-path'
import type { Emotion, Probabilities } from '@mooddj/shared/emotion'
import type { Face, MoodDetected, MoodReading } from '@mooddj/shared/mood'
import { type InferenceAnnounced, inferenceAnnounced } from '@mooddj/shared/channels'
import { subjectOf } from '@mooddj/shared/channel'
import { affectOf } from '@mooddj/shared/affect'
import { connect } from '@nats-io/transport-node'

/** Somebody in inference's place, who announces itself as one and answers as told. */
export interface FakeInference {
  /** Frames taken so far, in order. */
  readonly taken: { sessionId: string; frame: Frame }[]
  /** What it says of itself; told again at once by `announce`. */
  readonly says: InferenceAnnounced
  announce(): void
  /** Answers a frame that was taken; one that is not known, or was answered, is not answered again. */
  answer(sessionId: string, detected: MoodDetected): void
  /** Ends without a goodbye, as a crash would. */
  stop(): Promise<void>
}

const ANNOUNCE_MS = 100

/** Takes frames; `onFrame` may answer at once, late or never. */
export async function startFakeInference(
  natsUrl: string,
  onFrame: (frame: Frame, sessionId: string, inference: FakeInference) => void,
  settings: Partial<InferenceAnnounced> = {},
): Promise<FakeInference> {
  const { host, username, password } = new URL(natsUrl)
  const connection = await connect({
    servers: host,
    user: username,
    pass: password,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  })
  const open = new Map<string, { ticket: number; wire: PrivateWire }>()
  const keyOf = (sessionId: string, { number, capturedAt }: { number: number; capturedAt: number }) =>
    `${sessionId} ${number} ${capturedAt}`
  const secret = randomBytes(32).toString('hex')
  const { port, close } = await answerPrivateWires(
    { host: '127.0.0.1', port: 0, secret },
    {
      maxBytes: FRAME_ASKED_MAX_BYTES,
      onOpen: () => undefined,
      onClose: () => undefined,
      onMessage: (message, wire) => {
        const { ticket, sessionId, frame } = decodeFrameAsked(message)
        open.set(keyOf(sessionId, frame), { ticket, wire })
        inference.taken.push({ sessionId, frame })
        onFrame(frame, sessionId, inference)
      },
    },
  )
  const id = randomUUID()
  const says: InferenceAnnounced = {
    host: '127.0.0.1',
    port,
    secret,
    threads: 2,
    capacity: 1_000,
    reading: 0,
    sessions: 0,
    isLeaving: false,
    ...settings,
  }
  const announce = () =>
    connection.publish(subjectOf(inferenceAnnounced, id), inferenceAnnounced.codec.encode(says))
  const inference: FakeInference = {
    taken: [],
    says,
    announce,
    answer(sessionId, detected) {
      const key = keyOf(sessionId, detected.outcome === 'reading' ? detected.reading : detected)
      const asked = open.get(key)
      open.delete(key)
      asked?.wire.send(frameAnswered.encode({ ticket: asked.ticket, waiting: 0, detected }))
    },
    async stop() {
      clearInterval(announcing)
      await close()
      await connection.close()
    },
  }
  announce()
  const announcing = setInterval(announce, ANNOUNCE_MS)
  return inference
}

/** Probabilities with this much for one emotion and the rest shared evenly. */
export function probabilitiesOf(emotion: Emotion, share = 0.88): Probabilities {
  const rest = (1 - share) / 6
  const even: Probabilities = {
    happy: rest,
    sad: rest,
    angry: rest,
    neutral: rest,
    surprise: rest,
    fear: rest,
    disgust: rest,
  }
  return { ...even, [emotion]: share }
}

/** A clear face that shows this. */
export function faceOf(probabilities: Probabilities, height = 0.5): Face {
  return {
    id: 1,
    box: [0.3, 0.2, 0.3, height],
    landmarks: [
      [0.4, 0.35],
      [0.5, 0.35],
      [0.45, 0.45],
      [0.45, 0.55],
      [0.3, 0.4],
      [0.6, 0.4],
    ],
    probabilities,
    ...affectOf(probabilities),
    confidence: Math.max(...Object.values(probabilities)),
  }
}

/** A reading of a clear picture with these faces. */
export function readingOf(faces: Face[], { number = 1, capturedAt = 0, brightness = 0.5 } = {}): MoodReading {
  const faceSize = faces[0]?.box[3] ?? 0
  return { number, capturedAt, faces, quality: { brightness, sharpness: 0.8, faceSize } }
}
