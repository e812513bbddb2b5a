/** Where every track ends up: one compressor, one limiter, one ceiling. */
export interface Stage {
  /** Tracks connect here. */
  input: AudioNode
  /** The finished sound, never above the ceiling. */
  output: AudioNode
}

/** The loudest sample there can be. */
const CEILING = 0.89

/**
 * Opens the last stretch before the loudspeaker. The compressor evens out, the limiter catches what rises fast, and the shaper
 * is the promise: whatever comes in, no sample leaves above the ceiling.
 */
export function openStage(context: BaseAudioContext): Stage {
  const compressor = new DynamicsCompressorNode(context, {
    threshold: -20,
    knee: 18,
    ratio: 2.5,
    attack: 0.01,
    release: 0.2,
  })
  const limiter = new DynamicsCompressorNode(context, {
    threshold: -4,
    knee: 2,
    ratio: 20,
    attack: 0.001,
    release: 0.08,
  })
  const ceiling = new WaveShaperNode(context, { curve: ceilingCurve() })
  compressor.connect(limiter).connect(ceiling)
  return { input: compressor, output: ceiling }
}

/** Straight up to three quarters, then bending softly towards the ceiling. */
function ceilingCurve(): Float32Array<ArrayBuffer> {
  const points = 2049
  const knee = 0.7
  const rest = CEILING - knee
  return Float32Array.from({ length: points }, (_, index) => {
    const input = (2 * index) / (points - 1) - 1
    const size = Math.abs(input)
    const shaped = size <= knee ? size : knee + rest * Math.tanh((size - knee) / rest)
    return Math.sign(input) * shaped
  })
}
