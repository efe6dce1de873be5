public import Core
public import Foundation
internal import GRDB

/// The ledger of a project's folder: every trial ever run, however it was run, in one SQLite file.
///
/// Rows are only ever added. An attempt is recorded by `begin` and `end`, or by `record` when it has ended; a call is one
/// transaction and when it returns nothing of it is lost to a killed process or to power. Many threads and processes of
/// one host may write at once, each waits for the others. An exact repeat is recorded as another attempt and counts once.
///
/// On a disk of one host the file is in write-ahead mode. On a disk of a network, where nodes of a cluster may write at
/// once, it has a rollback journal, and is as safe as the locks of that disk are; what nodes leave in files for one host to
/// collect is safer, and faster.
///
/// - Verified by: `LedgerTests`, `LedgerKillTests` by writers that are killed at random moments.
public final class Ledger: Sendable {
    /// What a ledger is opened for.
    public enum Access: Sendable {
        /// To read what is there; a folder that may not be written is no hindrance.
        case reading
        /// To read and record; makes the file and its folder where there are none.
        case writing
    }

    /// Where the file is, as an absolute path.
    public let path: String
    /// What it is open for.
    public let access: Access
    /// How long a writer waits for others, in seconds.
    public let patienceSeconds: Int
    /// The age in nanoseconds after which an attempt without an end counts as abandoned, where its process cannot be
    /// looked at from here.
    public let abandonedAfterNanoseconds: Int64

    let queue: DatabaseQueue
    let clock: @Sendable () -> Timestamp

    /// Opens a ledger.
    ///
    /// - Parameters:
    ///   - path: The file, as `location` tells it.
    ///   - access: Whether trials are recorded.
    ///   - patienceSeconds: How long a writer waits for others.
    ///   - abandonedAfterNanoseconds: The age after which an attempt without an end counts as abandoned, where its process
    ///     cannot be looked at from here: on another host, or before its restart. A day unless another is given.
    ///   - journal: How the file survives killed writers, the same for all who have it open; `nil` for what suits its
    ///     disk. Who only reads takes it as it is.
    ///   - clock: What tells the time by which ages are measured.
    /// - Throws: `absent`, `notALedger`, `newer`, `damaged`, `notWritable`, `unreadable` or `busy`; nothing is changed
    ///   then.
    public init(
        path: String, access: Access, patienceSeconds: Int = 60, abandonedAfterNanoseconds: Int64 = Timestamp.day,
        journal: LedgerJournal? = nil, clock: @escaping @Sendable () -> Timestamp = Ledger.now
    ) throws(LedgerError) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        self.access = access
        self.patienceSeconds = patienceSeconds
        self.abandonedAfterNanoseconds = abandonedAfterNanoseconds
        self.clock = clock
        queue = try LedgerOpening(
            path: self.path, access: access, patienceSeconds: patienceSeconds, journal: journal
        ).queue()
    }

    /// Where the ledger of a project is: `$BACKTEST_LEDGER`, or `runs/ledger.sqlite` in the project's folder.
    ///
    /// - Parameters:
    ///   - project: The project's folder.
    ///   - environment: The environment; an empty `BACKTEST_LEDGER` is none.
    public static func location(
        project: String = FileManager.default.currentDirectoryPath,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        if let named = environment["BACKTEST_LEDGER"], !named.isEmpty { return named }
        return URL(fileURLWithPath: project).appendingPathComponent("runs/ledger.sqlite").path
    }

    /// The time of this host.
    public static let now: @Sendable () -> Timestamp = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * Timestamp.second + Int64(time.tv_nsec))
    }

    /// Whether every page, index and reference of the file is in order.
    ///
    /// - Returns: What is wrong; empty where nothing is.
    public func problems() throws(LedgerError) -> [String] {
        try reading { database in
            var found = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)")
            if found == ["ok"] { found = [] }
            for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
                found.append("a row of \(row[0] as String? ?? "a table") refers to a row that is not there")
            }
            return found
        }
    }

    /// Reads a consistent state of the ledger.
    func reading<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do {
            return try queue.read(body)
        } catch {
            throw LedgerError(error, path: path, writing: false, patienceSeconds: patienceSeconds)
        }
    }

    /// Adds rows in one transaction; all of them are kept, or none.
    func writing<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        guard access == .writing else { throw .notWritable(path: path, reason: "it was opened for reading") }
        do {
            return try queue.writeWithoutTransaction { database in
                try Waiting(seconds: patienceSeconds).run { try database.beginTransaction(.immediate) }
                do {
                    let result = try body(database)
                    try Waiting(seconds: patienceSeconds).run { try database.commit() }
                    return result
                } catch {
                    if database.isInsideTransaction { try database.rollback() }
                    throw error
                }
            }
        } catch {
            throw LedgerError(error, path: path, writing: true, patienceSeconds: patienceSeconds)
        }
    }
}
