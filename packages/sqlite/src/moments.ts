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
  function end(): void {
    if (reader.open && reader.inTransaction) commit.run();
  }
  return {
    begin() {
      if (reader.inTransaction) return false;
      begin.run();
      // Its moment is that of the first look at the file.
      look.get();
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
