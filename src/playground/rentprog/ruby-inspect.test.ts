import { describe, expect, it } from 'vitest';
import { RubyFloat, rubyInspect } from './ruby-inspect.js';

describe('rubyInspect', () => {
  it('writes a hash with rockets, commas and nil as Ruby 3.3 does', () => {
    expect(rubyInspect({ responsible: [null, 'Тест Сотрудник'], id: 506289, active: true, api: false })).toBe(
      '{"responsible"=>[nil, "Тест Сотрудник"], "id"=>506289, "active"=>true, "api"=>false}',
    );
  });

  it('keeps the point of a whole float and the digits of a broken one', () => {
    expect(rubyInspect([new RubyFloat(122), new RubyFloat(60.5), 4])).toBe('[122.0, 60.5, 4]');
  });

  it('escapes quotes, backslashes and line breaks', () => {
    expect(rubyInspect('a => b: "quoted" \\ «{x}»\nline2\ttab')).toBe(
      String.raw`"a => b: \"quoted\" \\ «{x}»\nline2\ttab"`,
    );
  });

  it('escapes a hash sign only where it would begin an interpolation', () => {
    expect(rubyInspect('#{name} #$x #@y #5 C#')).toBe(String.raw`"\#{name} \#$x \#@y #5 C#"`);
  });

  it('writes control characters by name or by code point', () => {
    expect(rubyInspect('\u0000\u0007\u001b\u0085\u007f\u2028')).toBe(
      String.raw`"\u0000\a\e\u0085\x7F\u2028"`,
    );
  });

  it('leaves Georgian letters and emoji as they are', () => {
    expect(rubyInspect('ნინო 🚗')).toBe('"ნინო 🚗"');
  });

  it('writes empty and nested collections', () => {
    expect(rubyInspect({ a: {}, b: [], c: [{ d: [1, null] }] })).toBe(
      '{"a"=>{}, "b"=>[], "c"=>[{"d"=>[1, nil]}]}',
    );
  });
});
