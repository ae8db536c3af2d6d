// Loaded into a server before the product: counts the statements it runs, and ends the process or the statement at the
// one it is told. The product knows nothing of it.
import { createRequire } from 'node:module';

const Database = createRequire(new URL('../../../apps/server/dist/index.js', import.meta.url))('better-sqlite3');

/** Statements run since counting began. */
let count = 0;
/** What to do at which statement, by its number or its text. `before`: it is not run. `after`: it is, and nobody hears of it. */
let plan = { at: Number(process.env.PEGEL_FAULT_AT ?? 0), action: 'kill', moment: 'before' };

function carryOut(moment, text) {
  if (moment !== plan.moment || (plan.at !== count && plan.at !== text)) return;
  if (plan.action === 'kill') {
    process.kill(process.pid, 'SIGKILL');
    // The signal may take a moment; nothing more may happen meanwhile.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }
  plan = { ...plan, at: 0 };
  throw Object.assign(new Error('A failing statement.'), { code: plan.action });
}

function counted(original, textOf) {
  return function (...args) {
    const text = textOf(this, args);
    count += 1;
    carryOut('before', text);
    const result = original.apply(this, args);
    carryOut('after', text);
    return result;
  };
}

const statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
for (const name of ['run', 'get', 'all', 'iterate']) statement[name] = counted(statement[name], (self) => self.source);
Database.prototype.exec = counted(Database.prototype.exec, (_, [text]) => text);

process.on('message', (question) => {
  const answer = { count };
  count = 0;
  plan = { at: 0, action: 'kill', moment: 'before', ...question };
  process.send(answer);
});
process.channel?.unref();
if (process.env.PEGEL_FAULT_COUNT) process.on('exit', () => process.stderr.write(`statements: ${count}\n`));
