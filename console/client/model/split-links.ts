/** A part of a text: plain, or an address to follow. */
export interface TextPart {
  readonly text: string;
  readonly isLink: boolean;
}

/** Finds the https addresses in a plain text, as mail programs do; together the parts are the text again. */
export function splitLinks(text: string): readonly TextPart[] {
  return text
    .split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
