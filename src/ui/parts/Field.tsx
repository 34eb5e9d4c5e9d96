// Where people type: words of any length and language, and one-time codes.
import { type ReactNode, useId } from 'react'
import { plainDigits } from '../digits.ts'
import { groupCode } from '../group-code.ts'
import { t } from '../words.ts'
import './Field.css'

type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  error?: string | undefined // said at once, and the field is marked
  longest?: number // more can be typed and nothing is cut, but the reader is asked to shorten it
  lines?: number
  type?: 'text' | 'email' | 'password' | 'search' | 'date'
  inputMode?: 'text' | 'numeric' | 'email'
  autoComplete?: string
  required?: boolean
  spellCheck?: boolean
  code?: boolean
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  longest,
  lines,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  required,
  spellCheck = true,
  code = false,
}: TextFieldProps) {
  const id = useId()
  const tooLong = longest !== undefined && value.length > longest ? t('kit.too-long') : undefined
  const problem = error ?? tooLong
  const shared = {
    id,
    className: code ? 'field-input field-code' : 'field-input',
    value,
    dir: code ? 'ltr' : 'auto',
    autoComplete,
    inputMode,
    required,
    spellCheck: code ? false : spellCheck,
    autoCapitalize: code ? 'characters' : undefined,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined,
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {lines ? <textarea {...shared} rows={lines} onChange={take} /> : <input {...shared} type={type} onChange={take} />}
      <div className="field-problem" id={`${id}-problem`} aria-live="polite">
        {problem}
      </div>
    </div>
  )

  function take({ currentTarget: { value } }: { currentTarget: { value: string } }) {
    onChange(code ? plainDigits(value) : value)
  }
}

type SelectFieldProps = { label: string; value: string; onChange: (value: string) => void; options: { value: string; label: string }[] }

/** One of many, by the device's own list. */
export function SelectField({ label, value, onChange, options }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field-input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

/** For one-time codes: any case, with or without spaces and dashes, pasted whole; shown in groups of four. */
export function CodeField({
  label,
  value,
  onChange,
  hint,
  error,
}: {
  label: string
  value: string
  onChange: (code: string) => void
  hint?: ReactNode
  error?: string | undefined
}) {
  return (
    <TextField
      label={label}
      value={value}
      onChange={(typed) => onChange(groupCode(typed))}
      hint={hint}
      error={error}
      code
      autoComplete="one-time-code"
    />
  )
}
