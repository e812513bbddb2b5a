import { frameCodec, type Frame } from '@mooddj/shared/frame'
import type { Emotion, Probabilities } from '@mooddj/shared/emotion'
import type { Face, MoodDetected, MoodReading } from '@mooddj/shared/mood'
import { frameCaptured, moodDetected } from '@mooddj/shared/channels'
import { keyOf, subjectOf } from '@mooddj/shared/channel'
import { affectOf } from '@mooddj/shared/affect'
import { connect } from '@nats-io/transport-node'

/** Somebody on the bus in inference's place, who answers as told. */
export interface FakeInference {
  /** Frames taken so far, in order. */
  readonly taken: { sessionId: string; frame: Frame }[]
  answer(sessionId: string, detected: MoodDetected): void
  stop(): Promise<void>
}

/** Listens for frames; `onFrame` may answer at once, late or never. */
export async function startFakeInference(
  natsUrl: string,
  onFrame: (frame: Frame, sessionId: string, inference: FakeInference) => void,
): Promise<FakeInference> {
  const { host, username, password } = new URL(natsUrl)
  const connection = await connect({
    servers: host,
    user: username,
    pass: password,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  })
  const inference: FakeInference = {
    taken: [],
    answer: (sessionId, detected) =>
      connection.publish(subjectOf(moodDetected, sessionId), moodDetected.codec.encode(detected)),
    stop: () => connection.close(),
  }
  connection.subscribe(subjectOf(frameCaptured, '*'), {
    queue: 'inference',
    callback: (_error, message) => {
      const frame = frameCodec.decode(message.data)
      const sessionId = keyOf(message.subject)
      inference.taken.push({ sessionId, frame })
      onFrame(frame, sessionId, inference)
    },
  })
  await connection.flush()
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
