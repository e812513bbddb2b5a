/** A square of 0.1° by 0.1°: all that is known of where a listener is. */
export interface Place {
  latitude: number
  longitude: number
}

/** The square that a point lies in. At the equator it is 11 km wide. */
export function placeOf({ latitude, longitude }: Place): Place {
  return { latitude: toTenth(latitude), longitude: toTenth(longitude) }
}

function toTenth(degrees: number): number {
  // Adding 0 makes −0 a plain 0.
  return Math.round(degrees * 10) / 10 + 0
}
