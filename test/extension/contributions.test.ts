import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/comments/codes';
import { checks } from '../../src/settings/read-settings';
import { defaults } from '../../src/settings/settings';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(read(path)) as Record<string, never>;

interface Property {
  readonly default?: unknown;
  readonly type: string;
}

const { contributes } = json('package.json') as unknown as {
  contributes: {
    commands: { command: string; title: string }[];
    menus: Record<string, { command?: string; when?: string }[]>;
    configuration: { properties: Record<string, Property> };
    walkthroughs: { steps: { media: { image: string }; description: string }[] }[];
  };
};
const declared = Object.entries(contributes.configuration.properties)
  .filter(([name]) => name !== 'derivationCheck.trace.server')
  .map(([name, property]) => [name.replace('derivationCheck.', ''), property] as const);

/** All files below a folder that end in a given way. */
function files(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

describe('the settings that the editor declares', () => {
  it('are those that the checker reads', () => {
    expect(declared.map(([name]) => name).sort()).toEqual(Object.keys(checks).sort());
  });

  it.each(declared)('%s has the default of the checker', (name, property) => {
    // Of the severities the editor shows the defaults one by one.
    if (name !== 'severities') expect(property.default).toEqual(defaults[name as keyof typeof defaults]);
    else {
      const { properties } = property as unknown as { properties: Record<string, Property> };
      expect(Object.fromEntries(Object.entries(properties).map(([code, each]) => [code, each.default]))).toEqual(
        defaults.severities,
      );
    }
  });
});

describe('the schema of the settings file', () => {
  const schema = json('schema/derivation-check.schema.json') as unknown as { properties: Record<string, unknown> };
  const validate = new Ajv({ strict: false }).compile(schema);

  it('accepts the defaults', () => {
    expect([validate(defaults), validate.errors]).toEqual([true, null]);
  });

  it.each([
    [{ points: 3 }],
    [{ points: 12.5 }],
    [{ run: 'always' }],
    [{ severities: { fails: 'loud' } }],
    [{ severities: { nothing: 'error' } }],
    [{ macros: { E: 'x' } }],
    [{ macros: { '\\E': 1 } }],
    [{ assumptions: 'x > 0' }],
    [{ ignore: [''] }],
    [{ unknown: 1 }],
  ])('refuses %j, as the checker does', async (settings) => {
    const { readSettings } = await import('../../src/settings/read-settings');
    expect([validate(settings), readSettings(settings).problems.length]).toEqual([false, 1]);
  });
});

describe('the words of the extension', () => {
  const placeholders = [...read('package.json').matchAll(/%([\w.-]+)%/g)].map(([, key]) => key!);
  const sources = ['src/server', 'src/extension']
    .flatMap((folder) => files(folder, '.ts'))
    .map(read)
    .join('\n');
  const messages = [...sources.matchAll(/\b(?:l10n\.)?t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) =>
    text!.replaceAll("\\'", "'"),
  );

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('are all in %s, and no others', (path) => {
    expect(Object.keys(json(path)).sort()).toEqual([...new Set(placeholders)].sort());
  });

  it('have a Chinese form for every message, and no others', () => {
    expect(Object.keys(json('l10n/bundle.l10n.zh-cn.json')).sort()).toEqual([...new Set(messages)].sort());
  });

  it('keep the numbered values of each message in Chinese', () => {
    const values = (text: string): string[] => [...new Set(text.match(/\{\d\}/g))].sort();
    for (const [english, chinese] of Object.entries(json('l10n/bundle.l10n.zh-cn.json') as Record<string, string>)) {
      expect({ english, values: values(chinese) }).toEqual({ english, values: values(english) });
    }
  });
});

describe('the commands', () => {
  const known = contributes.commands.map(({ command }) => command);

  it('that menus name are declared', () => {
    const named = Object.values(contributes.menus).flatMap((items) => items.flatMap(({ command }) => command ?? []));
    expect(named.filter((command) => !known.includes(command))).toEqual([]);
  });

  it('that the walkthrough calls exist', () => {
    const called = [...JSON.stringify(json('package.nls.json')).matchAll(/command:(derivationCheck\.\w+)/g)].map(
      ([, id]) => id,
    );
    expect(called.filter((id) => !known.includes(id!))).toEqual([]);
  });
});

describe('what the extension refers to', () => {
  it.each(codes)('%s has a page', (code) => {
    expect(read(`docs/codes/${code}.md`)).toContain(`Code \`${code}\`.`);
  });

  it('pictures of the walkthrough exist', () => {
    const pictures = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
    const there = files('media', '.png').map((path) => path.replaceAll('\\', '/'));
    expect(pictures.filter((path) => !there.includes(path))).toEqual([]);
  });
});
