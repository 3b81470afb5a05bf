import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isIgnored } from '../settings/ignored';
import { readSettingsFile } from '../settings/read-settings';
import { settingsFileName, type SomeSettings } from '../settings/settings';

/** What the settings files say about a note. */
export interface NoteSettings {
  readonly settings: SomeSettings;
  readonly ignored: boolean;
}

interface Found extends Pick<NoteSettings, 'settings'> {
  readonly folder: string;
}

/** Finds the settings file of each note: the nearest, from the note's folder upwards. Each file is read once. */
export class SettingsFiles {
  private readonly folders = new Map<string, Promise<Found | undefined>>();

  /** @param complain is told what is wrong in a settings file, with its place. */
  constructor(
    private readonly locale: 'en' | 'zh-cn',
    private readonly complain: (place: string, message: string) => void,
  ) {}

  async of(path: string): Promise<NoteSettings> {
    const whole = resolve(path);
    const found = await this.above(dirname(whole));
    if (!found) return { settings: {}, ignored: false };
    const inside = relative(found.folder, whole).split(sep).join('/');
    return { settings: found.settings, ignored: isIgnored(inside, found.settings.ignore ?? []) };
  }

  private above(folder: string): Promise<Found | undefined> {
    const known = this.folders.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const found = this.in(folder).then((here) => here ?? (parent === folder ? undefined : this.above(parent)));
    this.folders.set(folder, found);
    return found;
  }

  private async in(folder: string): Promise<Found | undefined> {
    const path = join(folder, settingsFileName);
    let text;
    try {
      text = await readFile(path, 'utf8');
    } catch {
      // None here, or none that may be read: neither is the note's fault.
      return undefined;
    }
    const { settings, problems } = readSettingsFile(text);
    for (const { range, messages } of problems) {
      const before = text.slice(0, range.start).split('\n');
      this.complain(
        `${relative('', path) || path}:${before.length}:${before.at(-1)!.length + 1}`,
        messages[this.locale],
      );
    }
    return { folder, settings };
  }
}
