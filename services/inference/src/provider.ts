/** What networks run on. `cuda` has not been measured yet. */
export const PROVIDERS = ['cpu', 'cuda'] as const
export type Provider = (typeof PROVIDERS)[number]

/** What `cuda` needs that this machine or installation does not have. */
export class ProviderMissing extends Error {
  override name = 'ProviderMissing'

  constructor(options?: ErrorOptions) {
    super(
      'INFERENCE_PROVIDER is cuda, but onnxruntime finds no CUDA here: it needs an NVIDIA card with its driver, CUDA 12 and cuDNN 9, and the CUDA libraries of onnxruntime-node (its install script fetches them). Set INFERENCE_PROVIDER=cpu to do without.',
      options,
    )
  }
}
