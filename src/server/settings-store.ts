import type { Connection } from 'vscode-languageserver';
import { isIgnored } from '../settings/ignored';
import { readSettings, readSettingsFile } from '../settings/read-settings';
import { layered, settingsFileName, type SomeSettings } from '../settings/settings';
import type { CheckConditions } from './checks';
import { localeOf } from './text';

export interface SettingsSource {
  /** The editor's own settings for a note. */
  configuration(uri: string): Promise<unknown>;
  /** Text of a file; nothing if there is none. */
  readText(uri: string): Promise<string | undefined>;
  /** The folders of the workspace: patterns of ignored notes count from them. */
  folders(): readonly string[];
  clientLocale(): string;
  warn: Connection['console']['warn'];
}

/** Puts together what the settings file and the editor say about a note, and remembers it until something changes. */
export class SettingsStore {
  private readonly conditions = new Map<string, Promise<CheckConditions>>();
  private readonly files = new Map<string, Promise<SomeSettings | undefined>>();

  constructor(private readonly source: SettingsSource) {}

  /** Something has changed: everything is read anew. */
  forget(): void {
    this.conditions.clear();
    this.files.clear();
  }

  of(uri: string): Promise<CheckConditions> {
    const known = this.conditions.get(uri);
    if (known) return known;
    const found = this.read(uri);
    this.conditions.set(uri, found);
    return found;
  }

  private async read(uri: string): Promise<CheckConditions> {
    const [editor, file] = await Promise.all([this.editorSettings(uri), this.fileSettings(uri)]);
    const settings = layered(file.settings, editor);
    const folder = this.source.folders().find((each) => uri.startsWith(`${each}/`));
    const bases = [folder, file.folder].filter((base) => base !== undefined);
    const ignored = bases.some((base) => isIgnored(decodeURIComponent(uri.slice(base.length + 1)), settings.ignore));
    return {
      settings,
      ignored,
      locale: settings.locale === 'auto' ? localeOf(this.source.clientLocale()) : settings.locale,
    };
  }

  private async editorSettings(uri: string): Promise<SomeSettings> {
    const { settings, problems } = readSettings((await this.source.configuration(uri)) ?? {});
    for (const { messages } of problems) this.source.warn(`Settings of the editor: ${messages.en}`);
    return settings;
  }

  /** The nearest settings file, from the note's folder upwards. Files further up do not count, as with most tools. */
  private async fileSettings(uri: string): Promise<{ folder?: string; settings: SomeSettings }> {
    for (let folder = parent(uri); folder !== undefined; folder = parent(folder)) {
      const settings = await this.settingsIn(folder);
      if (settings) return { folder, settings };
    }
    return { settings: {} };
  }

  private settingsIn(folder: string): Promise<SomeSettings | undefined> {
    const known = this.files.get(folder);
    if (known) return known;
    const found = this.source
      .readText(`${folder}/${settingsFileName}`)
      .then((text) => (text === undefined ? undefined : readSettingsFile(text).settings))
      // Not every file system has a place above the workspace, or says so politely.
      .catch(() => undefined);
    this.files.set(folder, found);
    return found;
  }
}

/** The folder of a file or folder, as a URI without a slash at its end; none above the root. */
function parent(uri: string): string | undefined {
  const path = uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
  return /^[^/]+:(?:\/\/[^/]*)?\/./.test(path) ? path : undefined;
}
