// The worker's ears: each event is handed on in one line.
/// <reference lib="webworker" />
import { acted } from './acting'
import { subscribedAnew } from './device'
import { shown } from './notices'
import { answered, installed, isShell } from './shell'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => {
  event.waitUntil(installed().then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (isShell(event.request)) event.respondWith(answered(event.request, (work) => event.waitUntil(work)))
})
self.addEventListener('push', (event) => event.waitUntil(shown(self, event.data)))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(acted(self, event))
})
self.addEventListener('pushsubscriptionchange', (event) => (event as ExtendableEvent).waitUntil(subscribedAnew(self)))
