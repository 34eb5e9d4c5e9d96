// Text as it stands in a page of the desk: whatever anybody wrote stays text. T26
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
