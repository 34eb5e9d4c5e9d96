/// <reference lib="webworker" />
// Shows that something waits, and opens the first page on a tap: what it is stands there, after signing in. It is in the grown-ups' service worker alone. WEL-7

export function hearMessages(worker: ServiceWorkerGlobalScope, base: string): void {
  worker.addEventListener('push', (event) => event.waitUntil(show(worker, event.data)))
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(openInbox(worker, base))
  })
}

// A second message takes the place of the first, and neither makes a sound.
async function show({ registration }: ServiceWorkerGlobalScope, data: PushMessageData | null): Promise<void> {
  if (!data) return
  const { notification }: { notification: { title: string; tag: string } } = data.json()
  await registration.showNotification(notification.title, { tag: notification.tag, silent: true })
}

// A window that is open comes to the front and goes there; else there is a new one.
async function openInbox({ clients }: ServiceWorkerGlobalScope, base: string): Promise<void> {
  const windows = await clients.matchAll({ type: 'window' })
  const [open] = windows.filter(({ url }) => new URL(url).pathname.startsWith(base))
  if (!open) return void (await clients.openWindow(base))
  await open.focus()
  await open.navigate(base)
}
