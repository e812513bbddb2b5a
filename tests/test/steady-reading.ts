import { serverMessages, type ServerMessage } from '@mooddj/shared/live-protocol'
import type { Page } from 'playwright-core'

type Reading = Extract<ServerMessage, { type: 'mood' }>

/** What the camera's film was read as once. How large the pictures are that go up, and so what is read, depends on the machine. */
const READ: Pick<Reading, 'faces' | 'quality'> = {
  faces: [
    {
      id: 0,
      box: [0.3358, 0.3775, 0.2559, 0.3412],
      landmarks: [
        [0.446, 0.4249],
        [0.5423, 0.5636],
        [0.4328, 0.5659],
        [0.3826, 0.6298],
        [0.3758, 0.3836],
        [0.5736, 0.6637],
      ],
      probabilities: {
        happy: 0.9,
        sad: 0.01,
        angry: 0.01,
        neutral: 0.02,
        surprise: 0.03,
        fear: 0.01,
        disgust: 0.02,
      },
      valence: 0.81,
      arousal: 0.39,
      confidence: 0.9,
    },
  ],
  quality: { brightness: 0.43, sharpness: 0.7, faceSize: 0.34 },
}

/** Lets every reading that comes to the page say the same; when they come, and all else on the socket, stays as it is. */
export async function steadyReadings(page: Page): Promise<void> {
  await page.routeWebSocket(/\/v1\/live/, (route) => {
    const gateway = route.connectToServer()
    gateway.onMessage((message) => {
      const told = typeof message === 'string' ? serverMessages.parseText(message) : null
      if (told?.type === 'mood') route.send(JSON.stringify({ ...told, ...READ }))
      else if (told?.type === 'settled')
        route.send(JSON.stringify({ ...told, valence: 0.81, arousal: 0.39, confidence: 0.9 }))
      else route.send(message)
    })
  })
}
