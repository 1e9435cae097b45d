// Follows the structure of JSON over raw bytes, 64 at a time, and tells where records or lines end, which of
// them may match a pattern, and where their eventTime is. AssemblyScript: compile-scan-structure.ts compiles
// it, structure-scanner.ts calls it.
//
// 64 bytes become 64-bit masks, the first byte the lowest bit. Strings and escapes are found as simdjson does.
// @see https://arxiv.org/abs/1902.08318

// ---- Memory, shared with structure-scanner.ts --------------------------------------------------------------

/** For each character, the flags of a record with an escape that decodes to it; one byte each. */
export const escapeFlagsAt: u32 = 0x0400;
/** For each hash, what strings may be that begin with bytes of it; one byte each. */
const hashesAt: u32 = 0x1000;
const asNeedle: u8 = 1;
const asTime: u8 = 2;
const hashBits: u32 = 12;
/** Where each needle's text is and how long it is; two u32 each. There is room for what 100 filters can ask for. */
export const needlesAt: u32 = 0x10000;
export const maxNeedles: u32 = 0x4000;
/** The needles' texts, without the quote that stands before them. */
export const textsAt: u32 = 0x30000;
/** What was found: start, end, time in seconds since 1970 or 0, flags; four u32 each. */
export const foundAt: u32 = 0x50000;
export const maxFound: u32 = 0x1000;
/** The bytes to scan. At least 128 more must follow them; what these are does not matter. */
export const windowAt: u32 = 0x60000;

// ---- Flags of what was found -------------------------------------------------------------------------------

/** A string begins with a needle, or an escape may spell one. */
export const mayMatch: u32 = 1;
/** The time is spelled in a way that only a parser should read. */
export const unclearTime: u32 = 2;
/** The line holds one object or array, whatever else stands before or after it. */
export const isBalanced: u32 = 4;

// ---- State of a scan ---------------------------------------------------------------------------------------

let needles: u32 = 0;
/** The bytes of a string's first eight that are looked at. */
let prefixMask: u64 = 0;
/** Whether needles are looked for in all strings; else in those that stand in a record itself. */
let isDeep: bool = false;

let found: u32 = 0;
let start: u32 = 0;
let seconds: u32 = 0;
let flags: u32 = 0;
/** How many objects and arrays of the line have ended. */
let ended: u32 = 0;
/** Whether to go no further: a bracket has closed what was not opened here, or there is no room for more. */
let isOver: bool = false;

/**
 * Takes the needles that are in memory. `prefixBytes`: how many bytes all of them have, at most 8. `deep`: whether
 * to look for them below the members of a record too.
 */
export function useNeedles(count: u32, prefixBytes: u32, deep: bool): void {
  needles = count;
  isDeep = deep;
  prefixMask = prefixBytes < 8 ? ((<u64>1) << (prefixBytes * 8)) - 1 : ~(<u64>0);
  memory.fill(hashesAt, 0, 1 << hashBits);
  store<u8>(hashesAt + hash(eventTim, prefixMask), asTime);
  for (let index: u32 = 0; index < count; index += 1) {
    const entry = hashesAt + hash(load<u64>(load<u32>(needlesAt + index * 8)), prefixMask);
    store<u8>(entry, load<u8>(entry) | asNeedle);
  }
}

/** Finds objects, one after the other. Ends early at a bracket that closes what holds them all. */
export function scanRecords(from: u32, to: u32): u32 {
  return scan(from, to, false);
}

/** Finds lines that end. */
export function scanLines(from: u32, to: u32): u32 {
  return scan(from, to, true);
}

@inline
function scan(from: u32, to: u32, asLines: bool): u32 {
  const mask = prefixMask;
  const deep = isDeep;
  let at = from;
  let depth: i32 = 0;
  let inString: u64 = 0;
  let isEscaped: u64 = 0;
  found = 0;
  begin(from, 0);
  while (at < to && found < maxFound) {
    let valid: u64 = to - at < 64 ? ((<u64>1) << (to - at)) - 1 : ~(<u64>0);
    let newlines: u64 = 0;
    if (asLines) {
      newlines = maskOf(at, 0x0a) & valid;
      if (newlines != 0) valid = (newlines & -newlines) - 1;
    }
    let quotes = maskOf(at, 0x22) & valid;
    let ofEscapes: u32 = 0;
    if (hasByte(at, 0x5c) || isEscaped != 0) {
      const backslashes = maskOf(at, 0x5c) & valid;
      const code = escapeCode(backslashes & ~isEscaped);
      quotes &= ~(code ^ (backslashes | isEscaped));
      const escapes = code & backslashes;
      isEscaped = escapes >> 63;
      ofEscapes = flagsOfEscapes(at, escapes);
      flags |= ofEscapes;
    }
    const strings = prefixXor(quotes) ^ inString;
    inString = <u64>((<i64>strings) >> 63);
    const opening = maskOfFolded(at, 0x7b) & valid & ~strings;
    const closing = maskOfFolded(at, 0x7d) & valid & ~strings;
    const closed = <i32>popcnt(closing);
    let wanted: u64 = 0;
    if (deep || depth - closed < 2) {
      const texts = quotes & strings;
      if (anyWanted(at, texts, mask)) wanted = texts;
    }
    if (depth > closed) {
      if (wanted != 0) inspect(at, wanted, depth, opening, closing);
      depth += <i32>popcnt(opening) - closed;
    } else {
      depth = followBrackets(at, wanted, depth, opening, closing, ofEscapes, asLines);
      if (isOver && !asLines) break;
    }
    if (newlines != 0) {
      at += <u32>ctz(newlines);
      if (ended == 1 && depth == 0 && inString == 0 && !isOver) flags |= isBalanced;
      put(at);
      at += 1;
      begin(at, 0);
      depth = 0;
      inString = 0;
      isEscaped = 0;
    } else {
      at += 64;
    }
  }
  return found;
}

/** Begins a record or a line. */
function begin(at: u32, ofEscapes: u32): void {
  start = at;
  seconds = 0;
  flags = ofEscapes;
  ended = 0;
  isOver = false;
}

/** Tells of the record or line that ends here. */
function put(end: u32): void {
  const entry = foundAt + found * 16;
  store<u32>(entry, start, 0);
  store<u32>(entry, end, 4);
  store<u32>(entry, seconds, 8);
  store<u32>(entry, flags, 12);
  found += 1;
}

/** Takes the brackets of a block one by one, as something may end at each. Returns the depth after them. */
function followBrackets(
  at: u32,
  wanted: u64,
  depthBefore: i32,
  opening: u64,
  closing: u64,
  ofEscapes: u32,
  asLines: bool,
): i32 {
  let depth = depthBefore;
  let rest = wanted;
  for (let brackets = opening | closing; brackets != 0; brackets &= brackets - 1) {
    const bit = brackets & -brackets;
    const place = at + <u32>ctz(brackets);
    if ((opening & bit) != 0) {
      if (depth == 0 && !asLines) start = place;
      depth += 1;
      continue;
    }
    depth -= 1;
    if (depth < 0) {
      isOver = true;
      break;
    }
    if (depth > 0) continue;
    ended += 1;
    if (asLines) continue;
    inspect(at, rest & (bit - 1), depthBefore, opening, closing);
    rest &= -bit;
    put(place + 1);
    if (found == maxFound) {
      isOver = true;
      return 0;
    }
    begin(place + 1, ofEscapes);
  }
  inspect(at, rest, depthBefore, opening, closing);
  return depth;
}

// ---- Strings that matter -----------------------------------------------------------------------------------

/** Whether any of the strings that begin at these bits may be a needle or `eventTime`. Few that are not seem so. */
@inline
function anyWanted(at: u32, texts: u64, mask: u64): bool {
  let wanted: u32 = 0;
  for (let rest = texts; rest != 0; rest &= rest - 1) {
    wanted |= <u32>load<u8>(hashesAt + hash(load<u64>(at + <u32>ctz(rest), 1), mask));
  }
  return wanted != 0;
}

@inline
function hash(word: u64, mask: u64): u32 {
  return <u32>(((word & mask) * 0x9e3779b97f4a7c15) >> (64 - hashBits));
}

/** Looks closely at the strings that begin at these bits. */
function inspect(at: u32, texts: u64, depthBefore: i32, opening: u64, closing: u64): void {
  for (let rest = texts; rest != 0; rest &= rest - 1) {
    const text = at + <u32>ctz(rest) + 1;
    const word = load<u64>(text);
    const kinds = load<u8>(hashesAt + hash(word, prefixMask));
    if ((kinds & asTime) != 0 && word == eventTim) {
      const before = (rest & -rest) - 1;
      const depth = depthBefore + <i32>popcnt(opening & before) - <i32>popcnt(closing & before);
      if (depth == 1) noteTime(text);
    }
    if ((kinds & asNeedle) != 0 && isNeedle(text, word)) flags |= mayMatch;
  }
}

function isNeedle(text: u32, word: u64): bool {
  for (let entry = needlesAt; entry < needlesAt + needles * 8; entry += 8) {
    const needle = load<u32>(entry);
    if (((load<u64>(needle) ^ word) & prefixMask) != 0) continue;
    if (memory.compare(text, needle, load<u32>(entry, 4)) == 0) return true;
  }
  return false;
}

/** `eventTim` and what must follow it, as words of little-endian bytes. */
const eventTim: u64 = 0x6d6954746e657665;
const eQuoteColonQuote: u32 = 0x223a2265;
const eQuote: u32 = 0x2265;

/** Notes the value of `eventTime`, if a parser is not needed for it. Of several the last counts, as for a parser. */
function noteTime(text: u32): void {
  if (load<u32>(text, 8) == eQuoteColonQuote) {
    seconds = instantOf(text + 12);
    if (seconds == 0) flags |= unclearTime;
  } else if (<u32>load<u16>(text, 8) == eQuote) {
    flags |= unclearTime;
  }
}

// ---- Instants ----------------------------------------------------------------------------------------------

/** `0000-00-`, `00T00:00` and `:00Z`, as words of little-endian bytes, and where no digit stands in them. */
const dateForm: u64 = 0x2d30302d30303030;
const dateMarks: u64 = 0xff0000ff00000000;
const timeForm: u64 = 0x30303a3030543030;
const timeMarks: u64 = 0x0000ff0000ff0000;
const endForm: u32 = 0x5a30303a;
const endMarks: u32 = 0xff0000ff;

/** The seconds since 1970 of `2026-01-31T00:05:00Z"`; 0 for what is spelled otherwise or is no such instant. */
function instantOf(at: u32): u32 {
  const date = load<u64>(at) ^ dateForm;
  const time = load<u64>(at, 8) ^ timeForm;
  const end = load<u32>(at, 16) ^ endForm;
  if (((date & dateMarks) | (time & timeMarks) | (end & endMarks)) != 0) return 0;
  if (!areDigits(date) || !areDigits(time) || !areDigits(end) || load<u8>(at, 20) != 0x22) return 0;
  const year = pairIn(date, 0) * 100 + pairIn(date, 2);
  const month = pairIn(date, 5);
  const day = pairIn(time, 0);
  const hours = pairIn(time, 3);
  const minutes = pairIn(time, 6);
  const ofMinute = pairIn(end, 1);
  if (year < 1971 || year > 2099 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return 0;
  if (hours > 23 || minutes > 59 || ofMinute > 59) return 0;
  return ((daysBefore(year, month) + day - 1) * 24 + hours) * 3600 + minutes * 60 + ofMinute;
}

/** Whether all bytes of a word, from which the character 0 was taken, are less than 10. */
@inline
function areDigits(word: u64): bool {
  return (((word + 0x7676767676767676) | word) & 0x8080808080808080) == 0;
}

/** The number that two digits make. */
@inline
function pairIn(word: u64, place: u32): u32 {
  const pair = <u32>(word >> (place * 8));
  return (pair & 15) * 10 + ((pair >> 8) & 15);
}

/** How many days a month has, in years of which every fourth is a leap year. */
@inline
function daysOf(year: u32, month: u32): u32 {
  return month == 2 ? 28 + <u32>(year % 4 == 0) : 30 + ((month + month / 8) & 1);
}

/** Days from the beginning of 1970 to that of a month of these years. March is taken for the first month. */
@inline
function daysBefore(year: u32, month: u32): u32 {
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const marchYear = month > 2 ? year : year - 1;
  // The first of March of the year 0 was 719468 days before 1970.
  return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + (fromMarch * 153 + 2) / 5 - 719468;
}

// ---- Escapes -----------------------------------------------------------------------------------------------

/** The flags that `\u00hh` escapes bring about, of those that begin at these bits. */
function flagsOfEscapes(at: u32, escapes: u64): u32 {
  let flagsOfAll: u32 = 0;
  for (let rest = escapes & maskOf(at + 1, 0x75); rest != 0; rest &= rest - 1) {
    const escape = at + <u32>ctz(rest);
    if (load<u16>(escape, 2) != 0x3030) continue;
    const code = (digitOf(load<u8>(escape, 4)) << 4) | digitOf(load<u8>(escape, 5));
    flagsOfAll |= <u32>load<u8>(escapeFlagsAt + (code & 0xff));
  }
  return flagsOfAll;
}

/** What a hexadecimal digit counts; of another character anything. */
@inline
function digitOf(character: u32): u32 {
  return (character & 15) + (character >> 6) * 9;
}

// ---- Masks -------------------------------------------------------------------------------------------------

/** The bytes of a block that equal one. */
@inline
function maskOf(at: u32, byte: u8): u64 {
  const same = i8x16.splat(byte);
  return (
    bits(i8x16.eq(v128.load(at, 0), same)) |
    (bits(i8x16.eq(v128.load(at, 16), same)) << 16) |
    (bits(i8x16.eq(v128.load(at, 32), same)) << 32) |
    (bits(i8x16.eq(v128.load(at, 48), same)) << 48)
  );
}

/** Whether any byte of a block equals one. */
@inline
function hasByte(at: u32, byte: u8): bool {
  const same = i8x16.splat(byte);
  const firstHalf = v128.or(i8x16.eq(v128.load(at, 0), same), i8x16.eq(v128.load(at, 16), same));
  const secondHalf = v128.or(i8x16.eq(v128.load(at, 32), same), i8x16.eq(v128.load(at, 48), same));
  return v128.any_true(v128.or(firstHalf, secondHalf));
}

/** The same as {@link maskOf} with bit 5 set in the bytes: `[` becomes `{` and `]` becomes `}`, and nothing else does. */
@inline
function maskOfFolded(at: u32, byte: u8): u64 {
  const same = i8x16.splat(byte);
  return (
    bits(i8x16.eq(fold(v128.load(at, 0)), same)) |
    (bits(i8x16.eq(fold(v128.load(at, 16)), same)) << 16) |
    (bits(i8x16.eq(fold(v128.load(at, 32)), same)) << 32) |
    (bits(i8x16.eq(fold(v128.load(at, 48)), same)) << 48)
  );
}

@inline
function fold(bytes: v128): v128 {
  return v128.or(bytes, i8x16.splat(0x20));
}

@inline
function bits(lanes: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(lanes));
}

/** Each bit the parity of itself and all bits below: from quotes, where strings are. */
@inline
function prefixXor(mask: u64): u64 {
  let parity = mask;
  parity ^= parity << 1;
  parity ^= parity << 2;
  parity ^= parity << 4;
  parity ^= parity << 8;
  parity ^= parity << 16;
  parity ^= parity << 32;
  return parity;
}

/** The bits of backslashes that begin an escape, and one above each run of backslashes of odd length. */
@inline
function escapeCode(backslashes: u64): u64 {
  const odd: u64 = 0xaaaaaaaaaaaaaaaa;
  return (((backslashes << 1) | odd) - backslashes) ^ odd;
}
