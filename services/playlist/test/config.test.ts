import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMOTION_POINTS } from '@mooddj/shared/affect'
import { COMPOSER_DEFAULTS } from '../src/composer-config.ts'
import { playlistConfig } from '../src/config.ts'

const TOLD = {
  PORT: '0',
  OPS_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:1',
  REDIS_URL: 'redis://127.0.0.1:1',
  DATABASE_URL: 'postgres://127.0.0.1:1/x',
  AUTH_URL: 'http://127.0.0.1:1',
  PUBLIC_URL: 'http://127.0.0.1:1',
}

test('emotions lie where the norms say, and the composer goes by its defaults, unless a deployment says otherwise', () => {
  const { EMOTION_POINTS: points, COMPOSER } = playlistConfig(TOLD)
  assert.deepEqual(points, EMOTION_POINTS)
  assert.deepEqual(points, {
    happy: { valence: 0.9, arousal: 0.4 },
    sad: { valence: -0.75, arousal: -0.5 },
    angry: { valence: -0.65, arousal: 0.5 },
    fear: { valence: -0.7, arousal: 0.5 },
    disgust: { valence: -0.65, arousal: 0.3 },
    surprise: { valence: 0.2, arousal: 0.7 },
    neutral: { valence: 0, arousal: 0 },
  })
  assert.deepEqual(COMPOSER, COMPOSER_DEFAULTS)
})

test('each point, target and weight can be moved alone', () => {
  const { EMOTION_POINTS: points, COMPOSER } = playlistConfig({
    ...TOLD,
    EMOTION_POINTS: '{"sad":{"valence":-0.5}}',
    COMPOSER: '{"targets":{"calm":{"arousal":-0.7}},"cheerUp":{"tempo":2},"holdShare":0.25}',
  })
  assert.deepEqual(points, { ...EMOTION_POINTS, sad: { valence: -0.5, arousal: -0.5 } })
  assert.deepEqual(COMPOSER.targets.calm, { valence: 0.55, arousal: -0.7 })
  assert.deepEqual([COMPOSER.cheerUp.tempo, COMPOSER.cheerUp.step, COMPOSER.holdShare], [2, 2, 0.25])
})

test('what lies outside the plane, is no share or is misspelt is refused by name', () => {
  for (const [name, text, fault] of [
    ['EMOTION_POINTS', '{"sad":{"valence":-1.5}}', 'EMOTION_POINTS/sad/valence must be >= -1'],
    ['EMOTION_POINTS', '{"joy":{"valence":1}}', 'EMOTION_POINTS must NOT have additional properties'],
    ['COMPOSER', '{"cheerup":{"tempo":1}}', 'COMPOSER must NOT have additional properties'],
    ['COMPOSER', '{"ease":2}', 'COMPOSER/ease must be <= 1'],
    ['COMPOSER', '{"cheerUp":{"tempo":-1}}', 'COMPOSER/cheerUp/tempo must be >= 0'],
    ['COMPOSER', 'ease=1', 'COMPOSER is not JSON'],
  ] as const)
    assert.throws(() => playlistConfig({ ...TOLD, [name]: text }), {
      name: 'ConfigError',
      message: `Settings to mend: ${fault}`,
    })
})
