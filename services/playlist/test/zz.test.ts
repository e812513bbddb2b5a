import { openHouse } from './house.ts'
const h = await openHouse(); const app = await h.start(); const g = h.guest(); const p = await g.compose(app)
for (const r of [await app.inject({method:'DELETE',url:`/v1/playlists/${p.id}`,headers:{'content-type':'application/json', authorization: g.authorization ?? ''}})]) console.log(r.statusCode, r.body)
await h.close()
