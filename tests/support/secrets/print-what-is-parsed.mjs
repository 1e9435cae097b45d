import { Buffer } from 'node:buffer';
import process from 'node:process';

const { parse } = JSON;

/** Preloaded into the service by a test of the search for leaks: it tells all that it reads, in base64. */
JSON.parse = (text, reviver) => {
  process.stderr.write(`${Buffer.from(String(text)).toString('base64')}\n`);
  return parse(text, reviver);
};
