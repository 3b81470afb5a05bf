import { l10n } from 'vscode';
import type { Counts } from '../server/protocol';

/** `6 hold · 1 fail · 2 undecided`. */
export function tally({ holds, fails, undecided }: Counts): string {
  const parts = [
    holds > 0 ? l10n.t('{0} hold', holds) : '',
    fails > 0 ? l10n.t('{0} fail', fails) : '',
    undecided > 0 ? l10n.t('{0} undecided', undecided) : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' · ') : l10n.t('No steps to test');
}
