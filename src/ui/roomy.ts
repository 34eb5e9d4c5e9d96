// More room between letters, words and lines, for those who read better so; kept on the device itself.
const place = 'kitestring.roomy'

export function isRoomy() {
  return localStorage.getItem(place) === 'on'
}

export function setRoomy(on: boolean) {
  localStorage.setItem(place, on ? 'on' : 'off')
  showRoomy()
}

export function showRoomy() {
  document.documentElement.dataset['roomy'] = isRoomy() ? 'on' : 'off'
}
