import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A parameter of a Bicep file; one without a value of its own must be given. */
export interface BicepParameter {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isSecure: boolean;
}

/** A module that a Bicep file uses, and what it hands to it. */
export interface BicepModule {
  readonly name: string;
  /** From the project's root. */
  readonly path: string;
  readonly params: readonly string[];
}

/**
 * What can be read of a Bicep file without its compiler, which is in no npm package: the names that must fit between
 * files. Types, resource schemas and expressions are not looked at.
 */
export class BicepFile {
  readonly text: string;

  constructor(readonly path: string) {
    this.text = withoutComments(readFileSync(path, 'utf8'));
  }

  get parameters(): readonly BicepParameter[] {
    return [...this.text.matchAll(/((?:^@.*\n)*)^param (\w+) \w+( = .*)?$/gm)].map(([, decorators, name, value]) => ({
      name: name ?? '',
      isRequired: value === undefined,
      isSecure: decorators?.includes('@secure()') ?? false,
    }));
  }

  get outputs(): readonly string[] {
    return [...this.text.matchAll(/^output (\w+) \w+ = /gm)].map(([, name]) => name ?? '');
  }

  get modules(): readonly BicepModule[] {
    return [...this.text.matchAll(/^module (\w+) '([^']+)' = .*\n([\s\S]*?)\n}$/gm)].map(([, name, path, body]) => ({
      name: name ?? '',
      path: join(dirname(this.path), path ?? ''),
      params: namesIn(/ params: (\{[^\n]*\}|\{\n[\s\S]*?\n {2}\})/.exec(body ?? '')?.[1] ?? ''),
    }));
  }

  /** Outputs of modules that expressions use: `database.outputs.url`. */
  get outputsUsed(): readonly (readonly [module: string, output: string])[] {
    return [...this.text.matchAll(/(\w+)!?\.outputs\.(\w+)/g)].map(([, module, output]) => [
      module ?? '',
      output ?? '',
    ]);
  }

  /** Names in a table of settings: `{ name: 'MicrosoftAppId', … }`. */
  get settings(): readonly string[] {
    return [...this.text.matchAll(/\{ name: '([A-Z]\w+)', (?:value|secret): /g)].map(([, name]) => name ?? '');
  }

  /** How many of each kind of bracket are open at the end. */
  get openBrackets(): Readonly<Record<string, number>> {
    const plain = this.text.replace(/'(?:[^'\\]|\\.)*'/g, '');
    const open = (one: string, other: string) => plain.split(one).length - plain.split(other).length;
    return { '{': open('{', '}'), '[': open('[', ']'), '(': open('(', ')') };
  }
}

function namesIn(block: string): string[] {
  const inside = block.trim().slice(1, -1);
  return [...inside.matchAll(/(?:^|\n|, | )(\w+): /g)].map(([, name]) => name ?? '');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/\/.*\n/gm, '');
}
