import { describe, expect, test } from 'vitest';
import { importFiles, line, names, reasonsOf, spendHeader, told } from '../testing/admin.js';

describe('what was spent', () => {
  const read = async (content: string) => {
    const found = await importFiles({ [names.spend]: content });
    const numbers = told(found.events);
    return { numbers, all: (metric: string, split = '') => numbers[`${metric} 2026-11-01..2026-11-22${split}`], reasons: reasonsOf(found) };
  };

  test('the older files have no breakdown of tokens, and say nothing of it', async () => {
    const nine = 'user_email,account_uuid,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd,total_gross_spend_usd\n';
    const ten = nine.replace('user_email', 'email').replace('model,', 'model,model_family,');
    for (const content of [`${nine}a@a.example,u,Chat,opus,2,99,7,1.5,2\n`, `${ten}a@a.example,u,Chat,opus,Opus,2,99,7,1.5,2\n`]) {
      const { numbers, all, reasons } = await read(content);
      expect([all('spend'), all('listSpend'), all('requests'), all('outputTokens'), all('spend', ' a@a.example opus'), reasons]).toEqual(['1.5', '2', 2, 7, '1.5', []]);
      expect(Object.keys(numbers).some((key) => /^(input|cache)/.test(key))).toBe(false);
    }
  });

  test('channels, products and letters of one person add up', async () => {
    const { all } = await read(spendHeader + line('a', 'Claude Tag', 'm', '0.1') + line('a', 'Claude Tag', 'm', '0.2') + line('A', 'Cowork', 'm', '"1,000.50"') + line('a', 'Office Agents', 'n', '-5.00') + line('a', 'claude_design', 'n', '$2'));
    expect([all('spend'), all('spend', ' a@a.example'), all('spend', ' a@a.example m'), all('spend', ' cowork'), all('spend', ' office'), all('spend', ' design'), all('spend', ' other'), all('inputTokens'), all('cacheWriteTokens')]).toEqual(['997.8', '997.8', '1000.8', '1000.5', '-5', '2', '0.3', 50, 25]);
  });

  test('an account is one person whichever address it had, and an address one whichever account', async () => {
    const { numbers, all } = await read(spendHeader + line('a', 'Chat', 'm', '1', { uuid: 'u-1' }) + line('b', 'Chat', 'm', '2', { uuid: 'u-1' }) + line('', 'Chat', 'm', '4', { uuid: 'u-1' }) + line('c', 'Chat', 'm', '8', { uuid: 'u-2' }) + line('c', 'Chat', 'm', '16', { uuid: 'u-3' }) + line('', 'Chat', 'm', '32', { uuid: 'u-4' }));
    expect(Object.keys(numbers).filter((key) => /^spend \S+ (\S+@\S+|u-\d)$/.test(key)).map((key) => numbers[key])).toEqual(['7', '24', '32']);
    expect(all('spend')).toBe('63');
  });

  test('a product of tomorrow counts, and is said once', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Claude Oracle', 'm', '1') + line('b', 'Claude Oracle', 'm', '2'));
    expect([all('spend', ' other'), reasons]).toEqual(['3', ['2 unknown-product']]);
  });

  test('a row without anybody counts in the sums alone', async () => {
    const { numbers, all, reasons } = await read(spendHeader + line('', 'Chat', 'm', '1', { uuid: '' }));
    expect([all('spend'), all('spend', ' m'), reasons]).toEqual(['1', '1', ['2 nobody']]);
    expect(Object.keys(numbers).some((key) => key.endsWith('null'))).toBe(false);
  });

  test('a row that cannot be read takes with it every sum it belongs to, and no other', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + line('b', 'Cowork', 'n', 'a lot') + line('b', 'Cowork', 'm', '4') + line('c', 'Cowork', 'm', '8'));
    expect([all('spend'), all('spend', ' n'), all('spend', ' cowork'), all('spend', ' b@a.example'), all('spend', ' b@a.example n')]).toEqual(Array(5).fill(undefined));
    expect([all('spend', ' m'), all('spend', ' chat'), all('spend', ' a@a.example'), all('spend', ' b@a.example m'), all('spend', ' c@a.example')]).toEqual(['13', '1', '1', '4', '8']);
    expect(reasons).toEqual(['3 bad-cell', 'no-sums']);
  });

  test.each([['ragged', 'a,b,c\n'], ['whose address is none', line('a b', 'Chat', 'm', '1')], ['that never ends', '"a']])('a row %s could be anybody’s, so nothing is said', async (_, row) => {
    const { numbers, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + row);
    expect([numbers, reasons.at(-1)]).toEqual([{}, 'no-sums']);
  });

  test.each(['@other', 'm'.repeat(201)])('a model that cannot be one costs its row and no person', async (model) => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + line('b', 'Chat', model, '2'));
    expect([all('spend'), all('spend', ' a@a.example'), all('spend', ' b@a.example'), reasons]).toEqual([undefined, '1', undefined, ['3 bad-cell', 'no-sums']]);
  });

  test('an empty cell of tokens is unknown where something was asked, and nothing where not', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '1') + line('b', 'Chat', 'm', '2', { input: '' }) + line('c', 'Chat', 'n', '4', { input: '', requests: '0.0' }));
    expect([all('spend'), all('inputTokens'), all('inputTokens', ' b@a.example'), all('inputTokens', ' a@a.example'), all('inputTokens', ' c@a.example'), all('outputTokens'), reasons]).toEqual(['7', undefined, undefined, 10, 0, 15, ['unknown-tokens']]);
  });

  test('what is larger than a number can be is left out and said', async () => {
    const { all, reasons } = await read(spendHeader + line('a', 'Chat', 'm', '999999999') + line('b', 'Chat', 'n', '999999999', { input: '1000000000000' }) + line('c', 'Chat', 'n', '1'));
    expect([all('spend'), all('inputTokens'), all('spend', ' a@a.example'), all('requests'), reasons]).toEqual([undefined, undefined, '999999999', 3, ['too-large']]);
  });
});
