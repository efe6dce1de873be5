import Core
import Foundation
internal import GRDB

/// The studies of a ledger by the number of their row, with what is known of their processes.
struct StudyTable {
    struct Entry {
        var study: TrialStudy
        var family: Int64
        /// Whether its process lives; `nil` where this cannot be told from here.
        var isAlive: Bool?
    }

    private(set) var entries: [Int64: Entry] = [:]
    private let begunBefore: Timestamp

    /// Reads the studies.
    ///
    /// - Parameter family: The only family of interest, by the number of its row.
    init(_ database: Database, of ledger: Ledger, family: Int64? = nil) throws {
        begunBefore = Timestamp(nanoseconds: ledger.clock().nanoseconds &- ledger.abandonedAfterNanoseconds)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT s.id, s.family, f.key, f.text, s.strategy, s.instruments, s.data, s.period_from, s.period_to, s.kind,
                    s.sweep, s.version, s.host, s.process
                FROM study s JOIN family f ON f.id = s.family WHERE ?1 IS NULL OR s.family = ?1
                """, arguments: [family])
        var alive: [ProcessMark: Bool?] = [:]
        while let row = try rows.next() {
            let instruments: String = row[5]
            let (from, to): (Int64, Int64) = (row[7], row[8])
            guard from < to else {
                throw LedgerError.damaged(path: ledger.path, what: "a period that ends before it begins")
            }
            let process = ProcessMark(host: row[12], text: row[13])
            let study = TrialStudy(
                familyKey: HashBytes.text(of: (row[2] as Data).digitWords), familyText: row[3], strategy: row[4],
                instruments: instruments.split(separator: "\n").map(String.init),
                dataHash: HashBytes.text(of: (row[6] as Data).digitWords),
                period: Timestamp(nanoseconds: from)..<Timestamp(nanoseconds: to), kind: row[9], sweep: row[10],
                version: row[11], process: process)
            let isAlive = alive[process] ?? process.isAlive
            alive[process] = .some(isAlive)
            entries[row[0]] = Entry(study: study, family: row[1], isAlive: isAlive)
        }
    }

    /// What an attempt without an end is: running while its process lives, or, where this cannot be told, while it is
    /// young.
    func stateWithoutEnd(study: Int64, begun: Int64) -> TrialState {
        switch entries[study]?.isAlive {
        case true?: .running
        case false?: .abandoned
        case nil: begun >= begunBefore.nanoseconds ? .running : .abandoned
        }
    }
}
