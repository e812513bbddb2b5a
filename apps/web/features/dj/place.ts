/** A place as it may leave this page: to a tenth of a degree, about ten kilometres. */
export interface RoughPlace {
  latitude: number
  longitude: number
}

const LOOKED_UP_MS = 5_000
/** Who listens for an hour need not be looked for again. */
const GOOD_FOR_MS = 60 * 60_000

/** Where the browser says that it is, made rough at once; null where it may not or cannot say. */
export function findRoughPlace(geolocation: Geolocation | undefined): Promise<RoughPlace | null> {
  if (!geolocation) return Promise.resolve(null)
  return new Promise((resolve) =>
    geolocation.getCurrentPosition(
      ({ coords }) => resolve(roughly(coords)),
      () => resolve(null),
      { enableHighAccuracy: false, timeout: LOOKED_UP_MS, maximumAge: GOOD_FOR_MS },
    ),
  )
}

export function roughly({ latitude, longitude }: RoughPlace): RoughPlace {
  const tenth = (degrees: number) => Math.round(degrees * 10) / 10
  return { latitude: tenth(latitude), longitude: tenth(longitude) }
}
