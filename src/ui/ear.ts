// For who does not read yet: with the ear on, every screen says itself, and whatever is tapped says what it is. What does something does it when it is tapped again. KID-4
// One ear on the device, as with more room between the words: it is nobody's secret, and the next child turns it off with one tap.
import { makeStore } from './store.ts'
import { localVoice, speak } from './voice.ts'

const place = 'kitestring.ear'
const pressed = 'a[href], button, label, summary, input, textarea'
const read = 'h1, h2, h3, p, legend, blockquote, dt, dd'
const actsAtOnce = '[data-speaks], textarea, input[type=text], input[type=range]' // what speaks itself, and what is written in or pulled

export const ear = makeStore(localStorage.getItem(place) === 'on')
let heard: { control: Element; words: string } | undefined

export function setEar(on: boolean) {
  localStorage.setItem(place, on ? 'on' : 'off')
  ear.set(on)
  showEar()
}

/** From the start of the app. */
export function startEar() {
  document.addEventListener('click', hear, true)
  showEar()
}

/** Says it to who listens. */
export function sayInEar(words: string) {
  const voice = ear.get() ? localVoice() : undefined
  if (voice) speak(words, voice)
}

function showEar() {
  document.documentElement.dataset['ear'] = ear.get() ? 'on' : 'off'
  forget()
}

// Before any screen hears of the tap. Keys, and what presses for somebody, act at once: they have a voice of their own.
function hear(event: MouseEvent) {
  const voice = ear.get() && event.isTrusted && event.detail > 0 ? localVoice() : undefined
  const target = event.target instanceof Element ? event.target : null
  const control = target?.closest(pressed)
  const whole = control?.closest('label') ?? control
  const text = target?.closest(read)
  if (voice && !whole && text) speak(nameOf(text), voice)
  if (!voice || !whole || whole.matches(actsAtOnce) || whole.querySelector('input[type=range]')) return
  const words = nameOf(whole)
  if (heard?.control === whole && heard.words === words) return
  event.preventDefault()
  event.stopImmediatePropagation()
  forget()
  heard = { control: whole, words }
  whole.setAttribute('data-heard', '')
  speak(words, voice)
}

function forget() {
  heard?.control.removeAttribute('data-heard')
  heard = undefined
}

function nameOf(control: Element): string {
  const label = control.getAttribute('aria-label')
  // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not said, and there is a space between two lines
  return label ?? (control instanceof HTMLElement ? control.innerText : '').replaceAll(/\s+/g, ' ').trim()
}
