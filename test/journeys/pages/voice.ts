// A child that listens: what a tablet said, and what has no picture or is too small for who cannot read.
/** A tablet that can speak: it remembers what it said. */
export function aVoiceOnThisDevice(): void {
  const said: string[] = []
  const voices = [{ localService: true, lang: 'en-GB', name: 'Ada' }]
  const speechSynthesis = {
    speaking: false,
    getVoices: () => voices,
    addEventListener() {},
    removeEventListener() {},
    cancel() {},
    speak: ({ text }: { text: string }) => said.push(text),
  }
  class SpeechSynthesisUtterance {
    text: string
    constructor(text: string) {
      this.text = text
    }
  }
  for (const [name, value] of Object.entries({ said, speechSynthesis, SpeechSynthesisUtterance }))
    Object.defineProperty(window, name, { value })
}

/** Every control that is shown and has no picture, or is smaller than a small finger needs. What is written in is nothing for who cannot write. */
export function notForPreReaders(smallest: number): string[] {
  return [...document.querySelectorAll('button, a:not([href="#screen"]), label:has(input)')].flatMap((control) => {
    const { width, height, bottom } = control.getBoundingClientRect()
    if (width <= 1 || height <= 1 || bottom <= 0 || !control.checkVisibility()) return []
    const pictured = [...control.querySelectorAll('svg, img, canvas')].some((picture) => picture.getBoundingClientRect().width > 15)
    const isOnPicture = control.matches('.hold')
    return (pictured || isOnPicture) && Math.min(width, height) >= smallest
      ? []
      : [`${Math.round(width)} x ${Math.round(height)}${pictured ? '' : ', no picture'}: ${control.outerHTML.slice(0, 160)}`]
  })
}
