/**
 * The Athena table of AWS's documentation over CloudTrail's log files, and what of a record it keeps.
 *
 * The table's serialiser-deserialiser looks fields up by name whatever their case, gives NULL for a field that
 * is missing and for one that is null, and keeps every scalar as text. What a column can be trusted to tell is
 * therefore what CloudTrail says of the field: its kind, and whether it is left out where it does not apply.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export type TableField =
  /** A string in the record. */
  | { readonly kind: 'text' }
  /** A boolean in the record, `true` or `false` as text in the table. */
  | { readonly kind: 'boolean' }
  /** An object in the record, or null; its JSON as text in the table. */
  | { readonly kind: 'json' }
  /** An object in the record, a struct in the table. */
  | { readonly kind: 'object'; readonly fields: TableFields }
  /** An array of objects in the record, an array of structs in the table. */
  | { readonly kind: 'list'; readonly element: TableField & { readonly kind: 'object' } }
  /** An object of strings under keys that nobody knows before. */
  | { readonly kind: 'map' };

/** Fields by the names they have in records. Their columns have the same names in small letters. */
export type TableFields = Readonly<Record<string, TableField>>;

const text = { kind: 'text' } as const;
const json = { kind: 'json' } as const;

function object<Fields extends TableFields>(fields: Fields) {
  return { kind: 'object', fields } as const;
}

/** All columns but those that a table is partitioned by. */
export const cloudTrailRecord = object({
  eventVersion: text,
  userIdentity: object({
    type: text,
    principalId: text,
    arn: text,
    accountId: text,
    invokedBy: text,
    accessKeyId: text,
    userName: text,
    onBehalfOf: object({ userId: text, identityStoreArn: text }),
    sessionContext: object({
      attributes: object({ mfaAuthenticated: text, creationDate: text }),
      sessionIssuer: object({ type: text, principalId: text, arn: text, accountId: text, userName: text }),
      ec2RoleDelivery: text,
      webIdFederationData: object({ federatedProvider: text, attributes: { kind: 'map' } }),
    }),
  }),
  eventTime: text,
  eventSource: text,
  eventName: text,
  awsRegion: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  errorMessage: text,
  requestParameters: json,
  responseElements: json,
  additionalEventData: json,
  requestID: text,
  eventID: text,
  resources: { kind: 'list', element: object({ ARN: text, accountId: text, type: text }) },
  eventType: text,
  apiVersion: text,
  readOnly: { kind: 'boolean' },
  recipientAccountId: text,
  serviceEventDetails: json,
  sharedEventID: text,
  vpcEndpointId: text,
  vpcEndpointAccountId: text,
  eventCategory: text,
  addendum: object({ reason: text, updatedFields: text, originalRequestID: text, originalEventID: text }),
  sessionCredentialFromConsole: text,
  edgeDeviceDetails: json,
  tlsDetails: object({ tlsVersion: text, cipherSuite: text, clientProvidedHostHeader: text }),
});

/** The column or struct field that keeps a record's field. */
export function columnOf(field: string): string {
  return field.toLowerCase();
}
