import Core
import Foundation
internal import GRDB

/// Adds rows within one transaction; what trials share is looked up once.
struct LedgerRows {
    private let database: Database
    private let attempts: Statement
    private let endings: Statement
    private let returns: Statement
    private var families: [String: Int64] = [:]
    private var studies: [TrialStudy: (row: Int64, place: TrialIdentity)] = [:]
    private var latest: (study: TrialStudy, row: Int64, place: TrialIdentity)?
    private var names: (list: [String], row: Int64?)?
    /// The number of the attempt that is added next; no other writer is between, because this one has the right.
    private(set) var nextAttempt: Int64

    init(_ database: Database) throws {
        self.database = database
        attempts = try database.cachedStatement(
            sql: "INSERT INTO attempt(id, study, identity, config, settings, begun) VALUES (?, ?, ?, ?, ?, ?)")
        endings = try database.cachedStatement(
            sql: """
                INSERT INTO ending(attempt, state, reason, ended, metric_names, metrics, sessions, mean,
                    standard_deviation, skewness, kurtosis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        returns = try database.cachedStatement(sql: "INSERT INTO returns(attempt, daily) VALUES (?, ?)")
        nextAttempt = (try Int64.fetchOne(database, sql: "SELECT max(id) FROM attempt") ?? 0) + 1
    }

    /// Adds the beginning of an attempt and tells its number.
    mutating func add(_ start: TrialStart) throws -> Int64 {
        let (study, place) = try row(of: start.study)
        let config = try HashBytes(start.configHash, field: "config hash")
        let identity = TrialIdentity(config: config, place: place)
        let attempt = nextAttempt
        try attempts.execute(arguments: [
            attempt, study, Data(identity), Data(words: config.words), start.settings, start.begun.nanoseconds,
        ])
        nextAttempt += 1
        return attempt
    }

    /// Adds the end of an attempt.
    mutating func add(_ outcome: TrialOutcome, of attempt: Int64) throws {
        guard outcome.state != .running else {
            throw LedgerError.badRecord(
                field: "state", found: "running", expected: "finished, failed or abandoned at the end of a trial")
        }
        let moments = outcome.moments
        if let moments, moments.sessions < 0 {
            throw LedgerError.badRecord(field: "sessions", found: "\(moments.sessions)", expected: "0 or more")
        }
        if let returns = outcome.returns, let moments, returns.count != moments.sessions {
            throw LedgerError.badRecord(
                field: "returns", found: "\(returns.count) returns", expected: "\(moments.sessions), one a session")
        }
        let names = try row(ofNames: outcome.metrics.names)
        try endings.execute(arguments: [
            attempt, outcome.state.rawValue, outcome.reason, outcome.ended.nanoseconds, names,
            names == nil ? nil : MetricBytes.data(of: outcome.metrics.values), moments?.sessions, moments?.mean,
            moments?.standardDeviation, moments?.skewness, moments?.kurtosis,
        ])
        if let daily = outcome.returns {
            try returns.execute(arguments: [attempt, daily.withUnsafeBytes { Data($0) }])
        }
    }

    private mutating func row(of study: TrialStudy) throws -> (row: Int64, place: TrialIdentity) {
        if let latest, latest.study == study { return (latest.row, latest.place) }
        let found = try studies[study] ?? addedRow(of: study)
        studies[study] = found
        latest = (study, found.row, found.place)
        return found
    }

    private mutating func addedRow(of study: TrialStudy) throws -> (row: Int64, place: TrialIdentity) {
        guard study.period.lowerBound < study.period.upperBound else {
            throw LedgerError.badRecord(
                field: "period", found: "\(study.period.lowerBound) twice", expected: "an end after its beginning")
        }
        for instrument in study.instruments where instrument.isEmpty || instrument.contains(where: \.isNewline) {
            throw LedgerError.badRecord(
                field: "instruments", found: "'\(ShownText.field(instrument))'", expected: "a symbol on one line")
        }
        let place = try TrialIdentity.place(dataHash: study.dataHash, period: study.period)
        let data = Data(words: try HashBytes(study.dataHash, field: "data hash").words)
        let family = try row(ofFamily: study.familyKey, study.familyText)
        let fields: [String] = [
            study.familyKey, study.strategy, study.instruments.joined(separator: "\n"), study.dataHash,
            "\(study.period.lowerBound.nanoseconds)", "\(study.period.upperBound.nanoseconds)", study.kind,
            study.sweep.map { "sweep " + $0 } ?? "", study.version, study.process.host, study.process.text,
        ]
        var hash = SHA256()
        for field in fields { hash.update("\(field.utf8.count) \(field)") }
        let digest = Data(words: try HashBytes(hash.hexDigest(), field: "study").words)
        let find = "SELECT id FROM study WHERE digest = ?"
        if let row = try Int64.fetchOne(database, sql: find, arguments: [digest]) { return (row, place) }
        try database.execute(
            sql: """
                INSERT INTO study(digest, family, strategy, instruments, data, period_from, period_to, kind, sweep,
                    version, host, process) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                digest, family, study.strategy, fields[2], data, study.period.lowerBound.nanoseconds,
                study.period.upperBound.nanoseconds, study.kind, study.sweep, study.version, study.process.host,
                study.process.text,
            ])
        return (database.lastInsertedRowID, place)
    }

    private mutating func row(ofFamily key: String, _ text: String) throws -> Int64 {
        if let known = families[key] { return known }
        let data = Data(words: try HashBytes(key, field: "family key").words)
        var row = try Int64.fetchOne(database, sql: "SELECT id FROM family WHERE key = ?", arguments: [data])
        if row == nil {
            try database.execute(sql: "INSERT INTO family(key, text) VALUES (?, ?)", arguments: [data, text])
            row = database.lastInsertedRowID
        }
        families[key] = row
        return row ?? 0
    }

    private mutating func row(ofNames list: [String]) throws -> Int64? {
        if let names, names.list == list { return names.row }
        guard !list.isEmpty else { return nil }
        for name in list where name.isEmpty || name.contains(where: \.isNewline) {
            throw LedgerError.badRecord(
                field: "metrics", found: "'\(ShownText.field(name))'", expected: "a name on one line")
        }
        let text = list.joined(separator: "\n")
        var row = try Int64.fetchOne(database, sql: "SELECT id FROM metric_names WHERE names = ?", arguments: [text])
        if row == nil {
            try database.execute(sql: "INSERT INTO metric_names(names) VALUES (?)", arguments: [text])
            row = database.lastInsertedRowID
        }
        names = (list, row)
        return row
    }
}
