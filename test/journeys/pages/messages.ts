// A browser that gets messages: its push service is the test's own, its keys are kept by the test, and what arrives is handed to its real service worker.
import assert from 'node:assert/strict'
import type { Page, Worker } from 'playwright-core'
import type { Browser } from '../../push-service.ts'
import type { Device } from './browser.ts'

/** Chromium of its own would ask a company for an address; here it gets this one, and keeps it until it gives it up. */
export async function getsMessages({ context }: Device, { endpoint, p256dh, auth }: Browser): Promise<void> {
  await context.grantPermissions(['notifications'])
  await context.addInitScript(
    ({ address }) => {
      const kept = 'address-of-the-test'
      const subscription = {
        endpoint: address.endpoint,
        toJSON: () => address,
        unsubscribe: async () => {
          localStorage.removeItem(kept)
          return true
        },
      } as unknown as PushSubscription
      PushManager.prototype.getSubscription = async () => (localStorage.getItem(kept) ? subscription : null)
      PushManager.prototype.subscribe = async () => {
        localStorage.setItem(kept, 'yes')
        return subscription
      }
    },
    { address: { endpoint, keys: { p256dh, auth } } },
  )
}

/** What the push service brought, as the browser has opened it. */
export async function arrives({ context, page }: Device, origin: string, message: string): Promise<void> {
  const cdp = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const family = registrations.find(({ scopeURL }) => scopeURL === `${origin}/family/`)
      if (family) resolve(family.registrationId)
    }),
  )
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data: message })
}

type Shown = { title: string; body: string; tag: string; silent: boolean | null }

/** All that this device shows just now. */
export async function shown(device: Device): Promise<Shown[]> {
  return (await workerOf(device)).evaluate(async () => {
    const worker = self as unknown as ServiceWorkerGlobalScope
    return (await worker.registration.getNotifications()).map(({ title, body, tag, silent }) => ({ title, body, tag, silent }))
  })
}

/** A tap on it, and the window it opens. No test can tap the screen's own list: the event is the same. */
export async function taps(device: Device): Promise<Page> {
  const opened = await (await workerOf(device)).evaluate(async () => {
    const worker = self as unknown as ServiceWorkerGlobalScope
    const windows: string[] = []
    worker.clients.openWindow = async (address) => {
      windows.push(String(address))
      return null
    }
    const [notification] = await worker.registration.getNotifications()
    if (!notification) return windows
    worker.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
    for (let waited = 0; windows.length === 0 && waited < 5000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50))
    return windows
  })
  assert.equal(opened.length, 1)
  await device.page.goto(opened[0] ?? '')
  return device.page
}

async function workerOf({ context }: Device): Promise<Worker> {
  const worker = context.serviceWorkers().find((one) => one.url().endsWith('/family/service-worker.js'))
  return worker ?? context.waitForEvent('serviceworker')
}
