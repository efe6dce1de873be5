import Core
import Foundation
internal import GRDB

extension Ledger {
    /// The attempts that meet a filter, in the order in which they were recorded.
    ///
    /// - Parameters:
    ///   - filter: Which.
    ///   - most: How many at most; the last ones, where there are more.
    public func entries(_ filter: LedgerFilter = LedgerFilter(), most: Int = .max) throws(LedgerError) -> [LedgerEntry]
    {
        var found: [LedgerEntry] = []
        try visit(filter, newestFirst: most < .max) { (entry) throws(LedgerError) in
            if found.count < most { found.append(entry) }
            return found.count < most
        }
        return most < .max ? found.reversed() : found
    }

    /// Hands over the attempts that meet a filter one by one, so that a ledger need not fit in memory.
    ///
    /// - Parameters:
    ///   - filter: Which.
    ///   - newestFirst: Whether the last recorded comes first.
    ///   - body: Takes an attempt and tells whether it wants more. It must not use this ledger, which is busy.
    public func visit(
        _ filter: LedgerFilter = LedgerFilter(), newestFirst: Bool = false,
        _ body: (LedgerEntry) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        try reading { database in
            let studies = try StudyTable(database, of: self)
            let names = try metricNames(database)
            let (condition, arguments) = filter.conditions
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT a.id, a.study, a.identity, a.config, a.settings, a.begun, \(LedgerFilter.isRepeat), e.state,
                        e.reason, e.ended, e.metric_names, e.metrics, e.sessions, e.mean, e.standard_deviation, e.skewness,
                        e.kurtosis
                    FROM attempt a JOIN study s ON s.id = a.study JOIN family f ON f.id = s.family
                        LEFT JOIN ending e ON e.attempt = a.id
                    WHERE \(condition) ORDER BY a.id \(newestFirst ? "DESC" : "")
                    """, arguments: arguments)
            while let row = try rows.next() {
                let entry = try entry(of: row, studies, names)
                if let states = filter.states, !states.contains(entry.state) { continue }
                guard try body(entry) else { return }
            }
        }
    }

    /// An attempt by its number.
    ///
    /// - Throws: `noAttempt` where there is none.
    public func returns(of attempt: Int64) throws(LedgerError) -> [Float]? {
        try reading { database in
            guard try Int.fetchOne(database, sql: "SELECT 1 FROM attempt WHERE id = ?", arguments: [attempt]) != nil
            else {
                throw LedgerError.noAttempt(path: path, attempt: attempt)
            }
            let data = try Data.fetchOne(
                database, sql: "SELECT daily FROM returns WHERE attempt = ?", arguments: [attempt])
            return data?.floats
        }
    }

    /// The names of metrics by the number of their row.
    func metricNames(_ database: Database) throws -> [Int64: [String]] {
        var names: [Int64: [String]] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT id, names FROM metric_names ORDER BY id") {
            names[row[0]] = (row[1] as String).split(separator: "\n").map(String.init)
        }
        return names
    }

    private func entry(of row: Row, _ studies: StudyTable, _ names: [Int64: [String]]) throws -> LedgerEntry {
        let study: Int64 = row[1]
        let identity = (row[2] as Data).digitWords
        guard let shared = studies.entries[study], identity.count == 2 else {
            throw LedgerError.damaged(path: path, what: "attempt \(row[0] as Int64) has no study or no identity")
        }
        let begun: Int64 = row[5]
        let outcome = try outcome(of: row, names)
        return LedgerEntry(
            attempt: row[0], identity: TrialIdentity(high: identity[0], low: identity[1]), isRepeat: row[6],
            start: TrialStart(
                study: shared.study, configHash: HashBytes.text(of: (row[3] as Data).digitWords), settings: row[4],
                begun: Timestamp(nanoseconds: begun)),
            state: outcome?.state ?? studies.stateWithoutEnd(study: study, begun: begun), outcome: outcome)
    }

    private func outcome(of row: Row, _ names: [Int64: [String]]) throws -> TrialOutcome? {
        guard let state = row[7] as String? else { return nil }
        var moments: ReturnMoments?
        if let sessions = row[12] as Int? {
            // SQLite keeps no `nan`.
            moments = ReturnMoments(
                sessions: sessions, mean: row[13] ?? .nan, standardDeviation: row[14] ?? .nan,
                skewness: row[15] ?? .nan,
                kurtosis: row[16] ?? .nan)
        }
        var metrics = TrialMetrics.none
        if let list = row[10] as Int64? {
            let values = MetricBytes.values(of: row[11] ?? Data())
            guard let names = names[list], names.count == values.count else {
                throw LedgerError.damaged(path: path, what: "attempt \(row[0] as Int64) has metrics without names")
            }
            metrics = TrialMetrics(names: names, values: values)
        }
        return TrialOutcome(
            TrialState(rawValue: state) ?? .failed, reason: row[8], ended: Timestamp(nanoseconds: row[9]),
            metrics: metrics, moments: moments)
    }
}

extension Data {
    /// Floats, the lowest byte first.
    var floats: [Float] {
        withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map {
                Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
            }
        }
    }
}
