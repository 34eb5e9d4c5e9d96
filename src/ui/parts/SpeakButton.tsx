// Reads words aloud with a voice that lives on this device; where there is none, the button is not there.
import { useEffect, useState } from 'react'
import { localVoice, speak, whenVoicesChange } from '../voice.ts'
import { t } from '../words.ts'
import { IconButton } from './Button.tsx'

export function SpeakButton({ words }: { words: string }) {
  const voice = useVoice()
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), [])
  return voice ? <IconButton icon="speaker-high" label={t('kit.speak')} onPress={() => say(words, voice)} /> : null
}

export function useVoice(): SpeechSynthesisVoice | undefined {
  const [voice, setVoice] = useState(localVoice)
  useEffect(() => whenVoicesChange(() => setVoice(localVoice())), [])
  return voice
}

function say(words: string, voice: SpeechSynthesisVoice) {
  if (speechSynthesis.speaking)
    speechSynthesis.cancel() // a second tap is silence
  else speak(words, voice)
}
