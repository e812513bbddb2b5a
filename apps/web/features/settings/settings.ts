import { readFileSync } from 'node:fs'
import type { EmotionPoints } from '@mooddj/shared/affect'
import { readEmotionPoints } from '@mooddj/shared/emotion-points'

/** What the page's server is told when it starts, never when it is built. */
export interface Settings {
  /** Where this server reaches the API. */
  gatewayUrl: string
  /** Where a browser opens its live socket. */
  gatewayPublicUrl: string
  /** The origin that links leaving the house start with. */
  publicUrl: string
  /** Where each emotion lies in the plane, as the services are told, too. */
  emotionPoints: EmotionPoints
  /** Whether time and weather may count; the playlist service is told the same. */
  hasContext: boolean
}

/** Reads the environment; each THING may also come as a file named by THING_FILE. */
export function readSettings(): Settings {
  const gatewayUrl = told('GATEWAY_URL') ?? 'http://127.0.0.1:8080'
  return {
    gatewayUrl,
    gatewayPublicUrl: told('GATEWAY_PUBLIC_URL') ?? gatewayUrl,
    publicUrl: told('PUBLIC_URL') ?? `http://127.0.0.1:${told('PORT') ?? '3000'}`,
    emotionPoints: readEmotionPoints(told('EMOTION_POINTS')),
    hasContext: told('CONTEXT') !== 'off',
  }
}

function told(name: string): string | undefined {
  const file = process.env[`${name}_FILE`]
  if (file) return readFileSync(file, 'utf8').trim()
  return process.env[name] || undefined
}
