// The browser's own side of messages: asking its push service for an address, and giving it up. Nothing is asked of anybody before a guardian taps.
import { api, ApiRefusal } from '../../../ui/api.ts'
import type { NewSubscription, renewal } from '../contract.ts'
import type { z } from 'zod'

const scope = import.meta.env.BASE_URL

export type Standing = 'can' | 'cannot' | 'forbidden'

/** An address without https and a Safari outside the home screen have no messages; who once said no to the browser changes that in its settings. */
export function standing(): Standing {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'cannot'
  return Notification.permission === 'denied' ? 'forbidden' : 'can'
}

/** What the push service gave, or that the browser's owner said no. Kitestring does not know it yet. */
export async function askBrowser(key: string): Promise<NewSubscription | 'no'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'no'
  await giveUp() // an address of another key would stand in the way
  const { pushManager } = await navigator.serviceWorker.ready
  const { endpoint, keys } = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON()
  return { endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }
}

export async function giveUp(): Promise<void> {
  await (await addressHere())?.unsubscribe()
}

/** Once whenever Kitestring is opened: whoever is signed in now, is it they who turned it on here? Else the device hears nothing any more. SEC-8 */
export async function renewHere(): Promise<void> {
  const address = await addressHere()
  if (!address) return
  const body: z.infer<typeof renewal> = { endpoint: address.endpoint }
  await api.post('/api/push-subscriptions/renewals', body).catch(async (failure: unknown) => {
    if (failure instanceof ApiRefusal && failure.code === 'not-found') await address.unsubscribe()
  }) // without a connection nothing has changed
}

async function addressHere(): Promise<PushSubscription | null> {
  if (standing() === 'cannot') return null
  const worker = await navigator.serviceWorker.getRegistration(scope)
  return (await worker?.pushManager.getSubscription()) ?? null
}
