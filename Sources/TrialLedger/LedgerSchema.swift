internal import GRDB

/// The tables of a ledger's file.
///
/// An attempt has a row when it begins and one when it ends, so that nothing is ever changed; triggers refuse to. What
/// trials share stands once, in `study`.
enum LedgerSchema {
    /// `BTLG`, which tells a ledger from any other SQLite file.
    static let applicationID = 0x4254_4c47
    /// The version that this program writes, and the newest that it reads.
    static let version = 1

    /// Every table, with the column by which a row that is there already is found.
    static let tables = [
        (name: "family", key: "key"), (name: "study", key: "digest"), (name: "metric_names", key: "names"),
        (name: "attempt", key: "id"), (name: "ending", key: "attempt"), (name: "returns", key: "attempt"),
    ]

    /// Makes the tables in an empty database.
    static func create(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE family(
                    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
                CREATE TABLE study(
                    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, family INTEGER NOT NULL REFERENCES family,
                    strategy TEXT NOT NULL, instruments TEXT NOT NULL, data BLOB NOT NULL, period_from INTEGER NOT NULL,
                    period_to INTEGER NOT NULL, kind TEXT NOT NULL, sweep TEXT, version TEXT NOT NULL,
                    host TEXT NOT NULL, process TEXT NOT NULL) STRICT;
                CREATE INDEX study_family ON study(family);
                CREATE TABLE metric_names(id INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE) STRICT;
                CREATE TABLE attempt(
                    id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES study, identity BLOB NOT NULL,
                    config BLOB NOT NULL, settings TEXT NOT NULL, begun INTEGER NOT NULL) STRICT;
                CREATE INDEX attempt_study ON attempt(study);
                CREATE INDEX attempt_identity ON attempt(identity);
                CREATE TABLE ending(
                    attempt INTEGER PRIMARY KEY REFERENCES attempt,
                    state TEXT NOT NULL CHECK (state IN ('finished', 'failed', 'abandoned')), reason TEXT,
                    ended INTEGER NOT NULL, metric_names INTEGER REFERENCES metric_names, metrics BLOB,
                    sessions INTEGER, mean REAL, standard_deviation REAL, skewness REAL, kurtosis REAL) STRICT;
                CREATE TABLE returns(
                    attempt INTEGER PRIMARY KEY REFERENCES ending, daily BLOB NOT NULL) STRICT;
                """)
        for table in tables {
            for action in ["UPDATE", "DELETE"] {
                try database.execute(
                    sql: """
                        CREATE TRIGGER \(table.name)_no_\(action.lowercased()) BEFORE \(action) ON \(table.name) BEGIN
                            SELECT RAISE(ABORT, 'the ledger is append-only: no \(action) of \(table.name)');
                        END
                        """)
            }
            // INSERT OR REPLACE would delete without a word.
            try database.execute(
                sql: """
                    CREATE TRIGGER \(table.name)_no_replace BEFORE INSERT ON \(table.name)
                    WHEN EXISTS (SELECT 1 FROM \(table.name) WHERE \(table.key) = NEW.\(table.key)) BEGIN
                        SELECT RAISE(ABORT, 'the ledger is append-only: this row of \(table.name) is there already');
                    END
                    """)
        }
        try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// Whether a database is a ledger (true) or empty (false).
    ///
    /// - Throws: `LedgerError` where it is neither.
    static func isMade(in database: Database, path: String) throws -> Bool {
        guard !database.isInsideTransaction else { return try look(at: database, path: path) }
        // Of one state of the file: another process may be making it just now.
        var isMade = false
        try database.inTransaction(.deferred) {
            isMade = try look(at: database, path: path)
            return .commit
        }
        return isMade
    }

    private static func look(at database: Database, path: String) throws -> Bool {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        if application == 0, found == 0, objects == 0 { return false }
        guard application == applicationID else {
            throw LedgerError.notALedger(path: path, reason: "an SQLite database of something else")
        }
        guard found <= version else { throw LedgerError.newer(path: path, found: found, known: version) }
        guard found == version, objects > 0 else {
            throw LedgerError.damaged(path: path, what: "version \(found) with \(objects) tables, indices and triggers")
        }
        return true
    }
}
