// A code that is typed on an Arabic keyboard has its own digits; it is the same code.
const zeros = ['٠', '۰'].map((zero) => zero.charCodeAt(0))

export function plainDigits(typed: string): string {
  return typed.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String(zeros.map((zero) => code - zero).find((value) => value >= 0 && value <= 9))
  })
}
