/** What a request can carry that nobody may find again. */
export interface PlantedInRequests {
  readonly Text: string;
  readonly 'another Text': string;
  readonly 'wrong Key': string;
  readonly Name: string;
  readonly header: string;
}
