import { portFrom } from '../addresses.ts'
import { PlainError } from '../plain-error.ts'

/** A gateway by its address, or the one that `dj up` starts on this machine. Throws {@link PlainError}. */
export function gatewayUrl(address = `http://127.0.0.1:${portFrom('GATEWAY_PORT', 8080)}`): URL {
  if (!URL.canParse(address))
    throw new PlainError(`--gateway wants a URL such as http://127.0.0.1:8080, not ${address}.`)
  return new URL(address)
}
