import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Problems that Trino's grammar has with statements of SQL; none for statements it takes. */
export type TrinoGrammar = (sql: string) => readonly string[];

/**
 * Loads the parser that is generated from Trino's grammar, once: it learns with every statement and becomes many
 * times faster. Its package is made for bundlers, which complete the paths of its imports; Node does not, so it
 * is bundled first.
 */
export function loadTrinoGrammar(): Promise<TrinoGrammar> {
  loading ??= load();
  return loading;
}

let loading: Promise<TrinoGrammar> | undefined;

const entry = `
  import { BaseErrorListener, CharStreams, CommonTokenStream, PredictionMode } from 'antlr4ng';
  import { TrinoSqlLexer } from './lib/trino/TrinoSqlLexer.js';
  import { TrinoSqlParser } from './lib/trino/TrinoSqlParser.js';
  class Problems extends BaseErrorListener {
    sentences = [];
    syntaxError(recognizer, symbol, line, column, message) {
      this.sentences.push('line ' + line + ': ' + message);
    }
  }
  export function problemsOf(sql) {
    const problems = new Problems();
    const lexer = new TrinoSqlLexer(CharStreams.fromString(sql));
    const parser = new TrinoSqlParser(new CommonTokenStream(lexer));
    parser.interpreter.predictionMode = PredictionMode.SLL;
    for (const recognizer of [lexer, parser]) {
      recognizer.removeErrorListeners();
      recognizer.addErrorListener(problems);
    }
    parser.program();
    return problems.sentences;
  }
`;

async function load(): Promise<TrinoGrammar> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-trino-'));
  const outfile = path.join(folder, 'trino.mjs');
  try {
    await build({
      stdin: {
        contents: entry,
        resolveDir: path.dirname(createRequire(import.meta.url).resolve('dt-sql-parser')),
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
      outfile,
    });
    const { problemsOf } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
      readonly problemsOf: TrinoGrammar;
    };
    return problemsOf;
  } finally {
    await rm(folder, { recursive: true });
  }
}
