// @ts-check

/**
 * Keeps the page's own files and one view for when the server cannot be reached. Answers of the API and pages with anything of a listener in them
 * are never kept. Every file it keeps is named after its content, so an old page and a new worker cannot disagree about one.
 */

/** Another name drops all that was kept under the old one. */
const CACHE = 'mood-dj-1'
const OFFLINE_PAGE = '/offline'
/** About three builds' worth. */
const MOST_FILES = 300

if (isServiceWorker(self)) serve(self)

/** @param {ServiceWorkerGlobalScope} worker */
function serve(worker) {
  worker.addEventListener('install', (event) => {
    // A new worker never waits for old pages to close: it serves them as well as the old one did.
    event.waitUntil(Promise.all([keepOfflinePage(), worker.skipWaiting()]))
  })
  worker.addEventListener('activate', (event) => event.waitUntil(takeOver(worker)))
  worker.addEventListener('fetch', (event) => {
    const { request } = event
    const url = new URL(request.url)
    if (request.method !== 'GET' || url.origin !== worker.location.origin) return
    // A page's worker finds its settings behind the # of its own address, which an answer from here would lose.
    if (request.destination === 'worker') return
    if (request.mode === 'navigate') event.respondWith(pageOrOffline(event))
    else if (isLasting(url.pathname)) event.respondWith(keptOrFetched(request))
  })
  // A page tells which files it has loaded, some of them before there was a worker, and does so again when its words or colours change.
  worker.addEventListener('message', (event) => {
    const { keep } = event.data ?? {}
    if (!Array.isArray(keep)) return
    const files = keep.filter((path) => typeof path === 'string' && isLasting(path)).slice(0, MOST_FILES)
    event.waitUntil(Promise.all([keepOfflinePage(), keepFiles(files)]))
  })
}

/**
 * @param {object} scope
 * @returns {scope is ServiceWorkerGlobalScope}
 */
function isServiceWorker(scope) {
  return 'skipWaiting' in scope
}

/** @param {ServiceWorkerGlobalScope} worker */
async function takeOver({ registration, clients }) {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
  // The page is asked for while this worker is still starting.
  await registration.navigationPreload?.enable()
  await clients.claim()
}

/**
 * Whether a path's content never changes, or is an icon.
 * @param {string} path
 */
function isLasting(path) {
  return path.startsWith('/_next/static/') || path.startsWith('/icons/') || path === '/icon.svg'
}

/**
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function pageOrOffline(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    // Only a server that cannot be reached at all gets here; its error pages are answers.
    return (await caches.match(OFFLINE_PAGE)) ?? Response.error()
  }
}

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function keptOrFetched(request) {
  const kept = await caches.match(request)
  if (kept !== undefined) return kept
  const response = await fetch(request)
  if (response.status === 200) await put(request, response.clone())
  return response
}

/** Fetches the offline page as it is in the listener's language now, and the scripts and styles that it names. */
async function keepOfflinePage() {
  const response = await fetch(OFFLINE_PAGE, { cache: 'no-store' }).catch(() => undefined)
  if (response?.status !== 200) return
  const text = await response.clone().text()
  await keepFiles([...new Set(text.match(/\/_next\/static\/[\w./~%-]+\.(?:js|css)/g) ?? [])])
  await put(OFFLINE_PAGE, response)
}

/** @param {readonly string[]} paths */
async function keepFiles(paths) {
  await trim()
  const keep = async (/** @type {string} */ path) => {
    if ((await caches.match(path)) !== undefined) return
    const response = await fetch(path).catch(() => undefined)
    if (response?.status === 200) await put(path, response)
  }
  await Promise.all(paths.map(keep))
}

/**
 * @param {RequestInfo} request
 * @param {Response} response
 */
async function put(request, response) {
  const cache = await caches.open(CACHE)
  await cache.put(request, response)
}

/** Forgets the files that were kept first when there are too many. */
async function trim() {
  const cache = await caches.open(CACHE)
  const requests = await cache.keys()
  const surplus = requests.slice(0, Math.max(0, requests.length - MOST_FILES))
  await Promise.all(surplus.map((request) => cache.delete(request)))
}
