const YEAR_S = 31_536_000

/** Keeps a choice of looks in a cookie that the page's own server reads, so that the first paint is right already. */
export function keepChoice(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`
}
