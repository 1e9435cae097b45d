import { parse } from 'shell-quote';

/** One command of a script: its words, with quotes and comments taken away. */
export type ShellCommand = readonly [name: string, ...args: string[]];

/** `$( … )`, with at most one pair of brackets within. */
const substitution = /\$\(((?:[^()]|\([^()]*\))*)\)/g;

/** Operators between commands; after a redirection stands a file, no command. */
const redirections = new Set(['>', '>>', '<', '>&']);

/** Words of the shell's own before or after a command. */
const grammar = new Set(['do', 'done', 'if', 'then', 'else', 'fi', 'while', '!']);

/**
 * The commands of a script, those within `$(…)` among them. Assignments before a command are left out, and a variable
 * stands as `$NAME`.
 */
export function shellCommands(script: string): ShellCommand[] {
  const lines = script.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => [...substitutions(line), line].flatMap(commandsOfLine));
}

function substitutions(line: string): string[] {
  return Array.from(line.matchAll(substitution), ([, inner = '']) => inner);
}

function commandsOfLine(line: string): ShellCommand[] {
  const words: string[][] = [[]];
  let isFile = false;
  for (const entry of parse(line.replaceAll(substitution, 'substituted'), (name) => `$${name}`)) {
    if (typeof entry === 'object' && 'comment' in entry) continue;
    if (typeof entry === 'object' && entry.op !== 'glob') {
      isFile = redirections.has(entry.op);
      if (!isFile) words.push([]);
      continue;
    }
    if (!isFile) words.at(-1)?.push(typeof entry === 'string' ? entry : entry.pattern);
    isFile = false;
  }
  return words.flatMap(([...each]) => {
    if (each[0] === 'for') return [];
    while (grammar.has(each[0] ?? '') || /^\w+=/.test(each[0] ?? '')) each.shift();
    const [name, ...args] = each;
    return name === undefined ? [] : [[name, ...args] as const];
  });
}
