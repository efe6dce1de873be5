public import Core
import Foundation
internal import GRDB

extension Ledger {
    /// The families of the ledger, the one with the latest first attempt last.
    ///
    /// - Complexity: O(n) for n attempts; some 100 bytes a trial.
    public func families() throws(LedgerError) -> [FamilySummary] {
        try reading { database in
            Array(try summaries(database, family: nil, overlapping: nil).values).sorted {
                ($0.firstBegun, $0.key) < ($1.firstBegun, $1.key)
            }
        }
    }

    /// The trials of a family that count together with one over `period`: those whose own period overlaps it.
    ///
    /// One more day of data does not make a new family, because the longer period overlaps the shorter one. Periods that
    /// only touch share no day and count apart.
    ///
    /// - Parameters:
    ///   - key: The family's key.
    ///   - period: The period; `nil` for all trials of the family.
    /// - Throws: `noFamily` where the ledger has none of them.
    public func family(_ key: String, overlapping period: Range<Timestamp>? = nil) throws(LedgerError) -> FamilySummary
    {
        try reading { database in
            let row = try familyRow(database, key)
            guard let found = try summaries(database, family: row, overlapping: period)[row] else {
                throw LedgerError.noFamily(path: path, key: key)
            }
            return found
        }
    }

    /// The number of a family's row.
    func familyRow(_ database: Database, _ key: String) throws -> Int64 {
        let data = Data(words: try HashBytes(key, field: "family key").words)
        guard let row = try Int64.fetchOne(database, sql: "SELECT id FROM family WHERE key = ?", arguments: [data])
        else {
            throw LedgerError.noFamily(path: path, key: key)
        }
        return row
    }

    private func summaries(
        _ database: Database, family: Int64?, overlapping period: Range<Timestamp>?
    ) throws -> [Int64: FamilySummary] {
        let studies = try StudyTable(database, of: self, family: family)
        var tally = FamilyTally()
        var summaries: [Int64: FamilySummary] = [:]
        var used: Set<Int64> = []
        try visitAttempts(database, studies, family: family, overlapping: period) { attempt in
            let entry = attempt.entry
            if used.insert(attempt.study).inserted, summaries[entry.family] == nil {
                summaries[entry.family] = FamilySummary(
                    key: entry.study.familyKey, text: entry.study.familyText, strategies: [],
                    instruments: entry.study.instruments, firstBegun: attempt.begun, periods: [])
            }
            tally.add(attempt.identity, attempt.trial)
            summaries[entry.family]?.stretch(begun: attempt.begun, ended: attempt.ended)
        }
        for (family, places) in Dictionary(grouping: used, by: { studies.entries[$0]?.family ?? 0 }) {
            let shared = places.compactMap { studies.entries[$0]?.study }
            summaries[family]?.periods = FamilySummary.joined(Set(shared.map(\.period)))
            summaries[family]?.strategies = Set(shared.map(\.strategy)).sorted()
        }
        tally.fill(&summaries)
        return summaries
    }

    /// An attempt, as far as it is counted.
    struct CountedAttempt {
        var study: Int64
        var entry: StudyTable.Entry
        var identity: TrialIdentity
        var trial: FamilyTally.Trial
        var begun: Timestamp
        var ended: Timestamp?
    }

    /// Hands over attempts in the order in which they were recorded.
    func visitAttempts(
        _ database: Database, _ studies: StudyTable, family: Int64?, overlapping period: Range<Timestamp>?,
        _ body: (CountedAttempt) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT a.id, a.study, a.identity, a.begun, e.state, e.ended, e.mean, e.standard_deviation
                FROM attempt a LEFT JOIN ending e ON e.attempt = a.id
                \(family == nil && period == nil ? "" : "WHERE a.study IN (SELECT id FROM study WHERE "
                    + "(?1 IS NULL OR family = ?1) AND period_from < ?2 AND period_to > ?3)")
                ORDER BY a.id
                """,
            arguments: family == nil && period == nil
                ? []
                : [
                    family, period?.upperBound.nanoseconds ?? .max, period?.lowerBound.nanoseconds ?? .min,
                ])
        while let row = try rows.next() {
            let (attempt, study, begun): (Int64, Int64, Int64) = (row[0], row[1], row[3])
            let identity = try row.withUnsafeData(atIndex: 2) { $0?.digitPair }
            guard let entry = studies.entries[study], let identity else {
                throw LedgerError.damaged(path: path, what: "attempt \(attempt) has no study or no identity")
            }
            let state =
                (row[4] as String?).map { TrialState(rawValue: $0) ?? .failed }
                ?? studies.stateWithoutEnd(study: study, begun: begun)
            var sharpe: Double?
            if state == .finished, let mean = row[6] as Double?, let deviation = row[7] as Double? {
                sharpe =
                    ReturnMoments(sessions: 0, mean: mean, standardDeviation: deviation, skewness: 0, kurtosis: 3)
                    .sharpe
            }
            try body(
                CountedAttempt(
                    study: study, entry: entry, identity: identity,
                    trial: FamilyTally.Trial(family: entry.family, state: state, attempt: attempt, sharpe: sharpe),
                    begun: Timestamp(nanoseconds: begun),
                    ended: (row[5] as Int64?).map { Timestamp(nanoseconds: $0) }))
        }
    }
}

extension FamilySummary {
    /// Takes in the times of an attempt.
    fileprivate mutating func stretch(begun: Timestamp, ended: Timestamp?) {
        firstBegun = min(firstBegun, begun)
        if let ended { lastEnded = max(lastEnded ?? ended, ended) }
    }
}

extension Data {
    /// The identity of 16 bytes; `nil` where they are not as many.
    var digitPair: TrialIdentity? {
        guard count == 16 else { return nil }
        return withUnsafeBytes { bytes in
            TrialIdentity(
                high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
