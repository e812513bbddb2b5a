import { forwardToGateway } from '#features/settings/gateway-forward.ts'
import { readSettings } from '#features/settings/settings.ts'

const forward = (request: Request): Promise<Response> => forwardToGateway(request, readSettings().gatewayUrl)

export const dynamic = 'force-dynamic'
export {
  forward as DELETE,
  forward as GET,
  forward as HEAD,
  forward as OPTIONS,
  forward as PATCH,
  forward as POST,
  forward as PUT,
}
