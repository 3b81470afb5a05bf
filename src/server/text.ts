import * as l10n from '@vscode/l10n';
import chinese from '../../l10n/bundle.l10n.zh-cn.json';

/** Translates a message of the server. The English text is the key of its translation. */
export const t = (message: string, ...values: (string | number)[]): string => l10n.t(message, ...values);

/** Sets the language of all messages of this server. */
export function speak(locale: 'en' | 'zh-cn'): void {
  l10n.config({ contents: locale === 'zh-cn' ? chinese : {} });
}

/** The language that comes nearest to a client's, such as `zh-CN` or `en-GB`. */
export function localeOf(tag: string): 'en' | 'zh-cn' {
  return /^zh\b/i.test(tag) ? 'zh-cn' : 'en';
}
