import {
  isJsonObject,
  type JsonValue,
  numberText,
  readJson,
} from '../../../cloudwatch/filter-pattern/json-reader.ts';
import {
  cloudTrailRecord,
  columnOf,
  type TableField,
  type TableFields,
} from '../../../replay/athena/cloudtrail-table.ts';

/** A value as a row has it: NULL, text, a struct, an array or a map. */
export type Cell = null | string | readonly Cell[] | { readonly [name: string]: Cell };

/**
 * The row that Athena's table has for a record: fields by name whatever their case, NULL for missing and null,
 * scalars as text, unknown fields dropped, `requestParameters` and its like as JSON text.
 */
export function rowOf(record: string): Readonly<Record<string, Cell>> {
  return fieldsOf(cloudTrailRecord.fields, readJson(record));
}

function fieldsOf(fields: TableFields, value: unknown): Readonly<Record<string, Cell>> {
  const byName = new Map<string, JsonValue>();
  if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) byName.set(columnOf(name), member as JsonValue);
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      columnOf(name),
      cellOf(field, byName.get(columnOf(name))),
    ]),
  );
}

function cellOf(field: TableField, value: JsonValue | undefined): Cell {
  if (value === undefined || value === null) return null;
  switch (field.kind) {
    case 'text':
    case 'boolean':
      return typeof value === 'string' ? value : jsonText(value);
    case 'json':
      return jsonText(value);
    case 'object':
      return fieldsOf(field.fields, value);
    case 'list':
      return Array.isArray(value) ? value.map((member) => cellOf(field.element, member)) : null;
    case 'map':
      return isJsonObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, member]) => [name, cellOf({ kind: 'text' }, member)]),
          )
        : null;
  }
}

function jsonText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`,
    );
    return `{${members.join(',')}}`;
  }
  return numberText(value) ?? JSON.stringify(value);
}

/** The columns of the table in DuckDB. */
export function duckDbColumns(): string {
  return membersOf(cloudTrailRecord.fields);
}

function membersOf(fields: TableFields): string {
  return Object.entries(fields)
    .map(([name, field]) => `"${columnOf(name)}" ${typeOf(field)}`)
    .join(', ');
}

function typeOf(field: TableField): string {
  switch (field.kind) {
    case 'text':
    case 'boolean':
    case 'json':
      return 'VARCHAR';
    case 'object':
      return `STRUCT(${membersOf(field.fields)})`;
    case 'list':
      return `${typeOf(field.element)}[]`;
    case 'map':
      return 'MAP(VARCHAR, VARCHAR)';
  }
}
