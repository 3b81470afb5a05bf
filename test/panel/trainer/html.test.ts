import { describe, expect, it } from 'vitest';
import { trainerHtml, trainerPolicy } from '../../../src/panel/trainer/html';

const sources = {
  script: 'vscode-resource://x/trainer.js?a=1&b="2"',
  style: 'vscode-resource://x/trainer.css',
  cspSource: 'vscode-resource:',
  nonce: 'n0nce',
  locale: 'zh-cn',
  title: '<训练>',
} as const;

describe('the page of the trainer', () => {
  it('allows its own script by nonce, a worker made from it, and nothing that is evaluated', () => {
    const policy = trainerPolicy(sources);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-n0nce'");
    expect(policy).toContain('worker-src blob:');
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it('escapes what is put into it and names its language', () => {
    const html = trainerHtml(sources);
    expect(html).toContain('lang="zh-CN"');
    expect(html).toContain('&lt;训练&gt;');
    expect(html).toContain('?a=1&amp;b=&quot;2&quot;');
  });
});
