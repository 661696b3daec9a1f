import { describe, expect, it } from 'vitest';
import { sourceName } from '../../../../shared/i18n/index.ts';
import { TEMPLATES } from '../../../../src-main/ingest/templates/index.ts';

describe('the names of templates and platforms', () => {
  it.each(TEMPLATES.map(({ name }) => name))('%s is shown by a name, not by its key, in both languages', (name) => {
    expect(sourceName(name, 'en')).toMatch(/^[A-Z]/);
    expect(sourceName(name, 'zh-CN')).not.toBe(name);
  });

  it('are those of the platforms too', () => {
    for (const { platform } of TEMPLATES.filter((template) => template.platform !== 'file')) {
      expect(sourceName(platform, 'en')).not.toBe(platform);
    }
  });

  it('leave alone what staff have named themselves', () => {
    expect(sourceName('Our till', 'zh-CN')).toBe('Our till');
    expect(sourceName('constructor', 'en')).toBe('constructor');
  });
});
