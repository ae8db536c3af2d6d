import type { Database } from './database.js';

/** What a connection that only reads is asked, each time as of one moment. */
export interface Moments {
  /** Has all that is read from here on be of this moment, until others have their turn; true where none had begun. */
  begin(): boolean;
  /** What is read from here on is of now. */
  end(): void;
}

export function momentsOf(reader: Database): Moments {
  const [begin, look, commit] = [reader.prepare('BEGIN'), reader.prepare('SELECT 1 FROM sqlite_schema LIMIT 1'), reader.prepare('COMMIT')];
  let isTold = false;
  /** Whether the moment that the connection is in has passed. */
  let isOver = true;
  function end(): void {
    isOver = true;
    try {
      if (reader.open && reader.inTransaction) commit.run();
    } catch {
      // Whoever asks next tries it again, and hears of it.
    }
  }
  return {
    begin() {
      if (reader.inTransaction && !isOver) return false;
      if (reader.inTransaction) commit.run();
      begin.run();
      // Its moment is that of the first look at the file.
      look.get();
      isOver = false;
      if (isTold) return true;
      isTold = true;
      setImmediate(() => {
        isTold = false;
        end();
      });
      return true;
    },
    end,
  };
}
