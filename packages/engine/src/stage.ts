/** Where every track ends up: one limiter, one ceiling. */
export interface Stage {
  /** Tracks connect here. */
  input: AudioNode
  /** The finished sound, never above the ceiling. */
  output: AudioNode
}

/** The loudest sample there can be, −1.4 dBFS: the rest is room for what a converter draws between samples. */
const CEILING = 0.85
const THRESHOLD_DB = -3
const RATIO = 20

/**
 * Opens the last stretch before the loudspeaker. Tracks come in equally loud, so nothing is compressed: the limiter only catches what is
 * struck hard and what two tracks sum up to while they cross, and the shaper is the promise that no sample leaves above the ceiling.
 */
export function openStage(context: BaseAudioContext): Stage {
  const limiter = new DynamicsCompressorNode(context, {
    threshold: THRESHOLD_DB,
    knee: 0,
    ratio: RATIO,
    attack: 0.001,
    release: 0.08,
  })
  const unity = new GainNode(context, { gain: 1 / makeUpGain() })
  const ceiling = new WaveShaperNode(context, { curve: ceilingCurve() })
  limiter.connect(unity).connect(ceiling)
  return { input: limiter, output: ceiling }
}

/** What the node adds of itself: full scale's loss to the power of −0.6 (Web Audio API 1.1, DynamicsCompressorNode, makeup gain). */
function makeUpGain(): number {
  const fullScaleDb = THRESHOLD_DB - THRESHOLD_DB / RATIO
  return 10 ** ((-0.6 * fullScaleDb) / 20)
}

/** Straight up to three quarters, then bending softly towards the ceiling. */
function ceilingCurve(): Float32Array<ArrayBuffer> {
  const points = 2049
  const knee = 0.75
  const rest = CEILING - knee
  return Float32Array.from({ length: points }, (_, index) => {
    const input = (2 * index) / (points - 1) - 1
    const size = Math.abs(input)
    const shaped = size <= knee ? size : knee + rest * Math.tanh((size - knee) / rest)
    return Math.sign(input) * shaped
  })
}
