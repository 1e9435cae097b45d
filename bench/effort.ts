/** How much time a bench may take. With `quick` it shows that it runs; its figures are worth nothing. */
export interface Effort {
  readonly quick: boolean;
}
